import { type UseFormReturn, useForm, useWatch } from 'react-hook-form';
import { useDecide } from '../../api/commands';
import type { Application, Evaluation } from '../../api/types';
import { listWords } from '../../format/words';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Check, Field } from '../../ui/field';
import { given, rules, useSubmit } from '../../ui/form';
import { ProblemNote } from '../../ui/page';
import { toast } from '../../ui/toast';

type Outcome = 'approve' | 'approve_with_conditions' | 'deny';

const OUTCOMES: { value: Outcome; label: string; hint: string }[] = [
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
const CONFIRM: Record<Outcome, string> = {
  approve: 'Approve',
  approve_with_conditions: 'Approve with these conditions',
  deny: 'Deny and send the notice',
};

/** What the criteria's recommendation would lead to; null where they leave it to a person. */
const FOLLOWS: Record<Evaluation['recommendation'], Outcome | null> = {
  approve: 'approve',
  conditional: 'approve_with_conditions',
  deny: 'deny',
  review: null,
};

type Draft = {
  outcome: Outcome;
  reasons: string[];
  conditions: string[];
  other: string;
  override_reason: string;
};

/** What must be told with each outcome, and what may be chosen from. */
const LISTS = {
  approve: null,
  approve_with_conditions: { name: 'conditions', title: 'Conditions', one: 'condition', entries: CONDITIONS },
  deny: { name: 'reasons', title: 'Reasons', one: 'reason', entries: REASONS },
} as const;

/** The landlord's decision: approve, approve with conditions, or deny with reasons. */
export function DecisionForm({ application }: { application: Application }) {
  const decide = useDecide(application.id);
  const form = useForm<Draft>({
    defaultValues: { outcome: 'approve', reasons: [], conditions: [], other: '', override_reason: '' },
  });
  const outcome = useWatch({ control: form.control, name: 'outcome' });
  const list = LISTS[outcome];
  const expected = FOLLOWS[application.evaluation?.recommendation ?? 'review'];
  const against = expected !== null && expected !== outcome;
  const { submit, problem } = useSubmit(form, async (draft) => {
    const told = list ? [...draft[list.name], ...(draft.other.trim() ? [draft.other.trim()] : [])] : [];
    if (list && told.length === 0) {
      form.setError(list.name, { message: `At least one ${list.one}` });
      return;
    }
    await decide.mutateAsync({
      outcome,
      reasons: list?.name === 'reasons' ? told : [],
      conditions: list?.name === 'conditions' ? told : [],
      ...(against ? given('override_reason', draft.override_reason) : {}),
    });
    toast(`Decided: ${CONFIRM[outcome].toLowerCase()}`, { detail: `${listWords(application.names)} will hear of it.` });
  });
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
        <Outcomes form={form} />
        {list ? <Told form={form} list={list} /> : null}
        {against ? <Exception form={form} /> : null}
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

type Part = { form: UseFormReturn<Draft> };

function Outcomes({ form }: Part) {
  return (
    <fieldset>
      <legend className="sr-only">Decision</legend>
      {OUTCOMES.map((option) => (
        <label key={option.value} className="flex items-start gap-2.5 rounded-md px-2 py-1.5 has-checked:bg-green-soft">
          <input
            type="radio"
            value={option.value}
            className="mt-0.5 size-4 shrink-0 accent-green"
            {...form.register('outcome')}
          />
          <span>
            <span className="font-medium">{option.label}</span>
            <span className="block text-ink-2 text-xs">{option.hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Told({
  form: { register, formState },
  list,
}: Part & { list: NonNullable<(typeof LISTS)[keyof typeof LISTS]> }) {
  const error = formState.errors[list.name];
  return (
    <fieldset aria-describedby={error ? 'told-error' : undefined}>
      <legend className="mb-1 font-medium text-sm">{list.title}</legend>
      {list.entries.map((entry) => (
        <Check key={entry} label={entry} value={entry} {...register(list.name)} />
      ))}
      <Field label={`Another ${list.one}`} optional className="mt-1.5">
        {(props) => <input {...props} {...register('other')} />}
      </Field>
      {error ? (
        <p id="told-error" role="alert" className="mt-1 text-red text-xs">
          {error.message}
        </p>
      ) : null}
    </fieldset>
  );
}

function Exception({ form: { register, formState } }: Part) {
  return (
    <Field
      label="Why against the criteria?"
      hint="An exception is kept with the decision, so that all are treated alike."
      error={formState.errors.override_reason?.message}
    >
      {(props) => (
        <textarea rows={2} {...props} {...register('override_reason', rules.required('A reason for the exception'))} />
      )}
    </Field>
  );
}
