import { useForm, useWatch } from 'react-hook-form';
import { useDecide } from '../../api/commands';
import type { NewDecision } from '../../api/inputs';
import type { Application } from '../../api/types';
import { listWords } from '../../format/words';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Check, Field } from '../../ui/field';
import { given, useSubmit } from '../../ui/form';
import { ProblemNote } from '../../ui/page';
import { toast } from '../../ui/toast';

const OUTCOMES: { value: NewDecision['outcome']; label: string; hint: string }[] = [
  { value: 'approve', label: 'Approve', hint: 'The lease can be drawn up at once.' },
  {
    value: 'approve_with_conditions',
    label: 'Approve with conditions',
    hint: 'They are told what you ask for, and may accept or withdraw.',
  },
  {
    value: 'deny',
    label: 'Deny',
    hint: 'Everybody screened is sent the notice the law asks for (FCRA adverse action), with the reasons below.',
  },
];

/** Reasons a landlord may deny for, in the words that go into the notice. */
const REASONS = [
  'Income below the criteria',
  'Credit history',
  'Rental history',
  'Criminal record, assessed individually',
  'Application incomplete or not verifiable',
];
const CONDITIONS = ['A guarantor or co-signer', 'A higher deposit'];

/** What happens now and to whom, before the button is pressed. */
const CONFIRM: Record<NewDecision['outcome'], string> = {
  approve: 'Approve',
  approve_with_conditions: 'Approve with these conditions',
  deny: 'Deny and send the notice',
};

/** The landlord's decision: approve, approve with conditions, or deny with reasons. */
export function DecisionForm({ application }: { application: Application }) {
  const decide = useDecide(application.id);
  const form = useForm({
    defaultValues: {
      outcome: 'approve' as NewDecision['outcome'],
      reasons: [] as string[],
      conditions: [] as string[],
      other: '',
      override_reason: '',
    },
  });
  const { register, control, formState } = form;
  const { errors } = formState;
  const outcome = useWatch({ control, name: 'outcome' });
  const against = outcome !== 'deny' && application.evaluation?.verdict === 'fails';
  const { submit, problem } = useSubmit(form, async (values) => {
    const other = values.other.trim() ? [values.other.trim()] : [];
    const listed = outcome === 'deny' ? 'reasons' : outcome === 'approve_with_conditions' ? 'conditions' : null;
    const chosen = listed ? [...values[listed], ...other] : [];
    if (listed && chosen.length === 0) {
      form.setError(listed, { message: listed === 'reasons' ? 'At least one reason' : 'At least one condition' });
      return;
    }
    await decide.mutateAsync({
      outcome,
      reasons: listed === 'reasons' ? chosen : [],
      conditions: listed === 'conditions' ? chosen : [],
      ...given('override_reason', values.override_reason),
    });
    toast(`Decided: ${CONFIRM[outcome].toLowerCase()}`, { detail: `${listWords(application.names)} will hear of it.` });
  });
  const list = outcome === 'deny' ? REASONS : CONDITIONS;
  const listName = outcome === 'deny' ? 'reasons' : 'conditions';
  return (
    <Card title="Your decision">
      <form
        noValidate
        className="grid gap-3.5 p-3.5"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <fieldset>
          <legend className="sr-only">Decision</legend>
          {OUTCOMES.map((option) => (
            <label
              key={option.value}
              className="flex items-start gap-2.5 rounded-md px-2 py-1.5 has-checked:bg-green-soft"
            >
              <input
                type="radio"
                value={option.value}
                className="mt-0.5 size-4 shrink-0 accent-green"
                {...register('outcome')}
              />
              <span>
                <span className="font-medium">{option.label}</span>
                <span className="block text-ink-2 text-xs">{option.hint}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {outcome === 'approve' ? null : (
          <fieldset aria-describedby={errors[listName] ? 'decision-list-error' : undefined}>
            <legend className="mb-1 font-medium text-sm">{outcome === 'deny' ? 'Reasons' : 'Conditions'}</legend>
            {list.map((entry) => (
              <Check key={entry} label={entry} value={entry} {...register(listName)} />
            ))}
            <Field label={outcome === 'deny' ? 'Another reason' : 'Another condition'} optional className="mt-1.5">
              {(props) => <input {...props} {...register('other')} />}
            </Field>
            {errors[listName] ? (
              <p id="decision-list-error" role="alert" className="mt-1 text-red text-xs">
                {errors[listName]?.message}
              </p>
            ) : null}
          </fieldset>
        )}
        {against ? (
          <Field
            label="Why against the criteria?"
            hint="An exception is kept with the decision, so that all are treated alike."
            error={errors.override_reason?.message}
          >
            {(props) => (
              <textarea
                rows={2}
                {...props}
                {...register('override_reason', { required: 'A reason for the exception' })}
              />
            )}
          </Field>
        ) : null}
        {problem ? <ProblemNote error={problem} /> : null}
        <div>
          <Button type="submit" look={outcome === 'deny' ? 'danger' : 'primary'} busy={decide.isPending}>
            {CONFIRM[outcome]}
          </Button>
        </div>
      </form>
    </Card>
  );
}
