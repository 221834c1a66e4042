import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { answer, api } from '../../api/client';
import { useSaveFeePolicy } from '../../api/commands';
import type { NewFeePolicy } from '../../api/inputs';
import { queries } from '../../api/queries';
import type { FeePolicy, FeePolicyCheck } from '../../api/types';
import { formatAmount, parseMoney } from '../../format/money';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Field } from '../../ui/field';
import { rules, useSubmit } from '../../ui/form';
import { Columns, LoadedPage, PageHead, ProblemNote } from '../../ui/page';
import { toast } from '../../ui/toast';
import { Verdicts } from './verdicts';

type Policy = NewFeePolicy['policy'];
type Draft = {
  kind: 'none' | 'flat' | 'percent' | 'daily';
  grace_days: string;
  amount: string;
  percent: string;
  per_day: string;
  most: string;
  nsf: string;
};

/** The fees that new leases take, with what every state says of them while one types. */
export function FeePolicyPage() {
  return (
    <LoadedPage asked={useQuery(queries.feePolicy())}>
      {(current) => <Editor key={current.version} current={current} />}
    </LoadedPage>
  );
}

function toDraft({ policy }: FeePolicy): Draft {
  // The API answers a formula in the shape in which it takes it; its document leaves it open.
  const formula = policy.late_fee?.formula as NonNullable<Policy['late_fee']>['formula'] | undefined;
  const money = (cents: number | undefined) => (cents === undefined ? '' : formatAmount(cents));
  return {
    kind: formula === undefined || formula.kind === 'tiered' ? 'none' : formula.kind,
    grace_days: String(policy.late_fee?.grace_days ?? 5),
    amount:
      formula?.kind === 'flat'
        ? money(formula.amount_cents)
        : formula?.kind === 'daily'
          ? money(formula.first_cents)
          : '',
    percent: formula?.kind === 'percent' ? String(formula.basis_points / 100) : '',
    per_day: formula?.kind === 'daily' ? money(formula.per_day_cents) : '',
    most: formula?.kind === 'daily' ? money(formula.max_cents) : '',
    nsf: formatAmount(policy.nsf_fee_cents),
  };
}

/** The policy as the API takes it; null while an amount is not one yet. */
function toPolicy(draft: Draft, current: FeePolicy): Policy | null {
  const [amount, perDay, most, nsf] = [draft.amount, draft.per_day, draft.most, draft.nsf].map(parseMoney);
  const percent = Math.round(Number(draft.percent) * 100);
  const grace = Number(draft.grace_days);
  if (typeof nsf !== 'number' || !Number.isInteger(grace) || grace < 0 || grace > 60) return null;
  const rest = { nsf_fee_cents: nsf, overrides: current.policy.overrides as Policy['overrides'] & object };
  const fee = (formula: NonNullable<Policy['late_fee']>['formula']): Policy => ({
    ...rest,
    late_fee: { grace_days: grace, formula },
  });
  switch (draft.kind) {
    case 'none':
      return { ...rest, late_fee: null };
    case 'flat':
      return typeof amount === 'number' ? fee({ kind: 'flat', amount_cents: amount }) : null;
    case 'percent':
      return percent >= 1 && percent <= 5_000
        ? fee({ kind: 'percent', basis_points: percent, of: 'monthly_rent' })
        : null;
    case 'daily':
      return typeof amount === 'number' && typeof perDay === 'number' && typeof most === 'number'
        ? fee({ kind: 'daily', first_cents: amount, per_day_cents: perDay, max_cents: most })
        : null;
  }
}

/** Held against the law after each change; what stood before stays until the new answer is there. */
function useCheck(policy: Policy | null) {
  return useQuery({
    queryKey: ['fee-policy', 'check', policy],
    queryFn: ({ signal }): Promise<FeePolicyCheck> =>
      answer(api.POST('/v1/fee-policies/check', { body: { policy: policy as Policy }, signal })),
    enabled: policy !== null,
    placeholderData: keepPreviousData,
  });
}

function Editor({ current }: { current: FeePolicy }) {
  const save = useSaveFeePolicy(current.version);
  const writes = useMay()('fee_policies.write');
  const form = useForm<Draft>({ defaultValues: toDraft(current) });
  const draft = useWatch({ control: form.control }) as Draft;
  const policy = toPolicy(useDeferredValue(draft), current);
  const check = useCheck(policy);
  const { submit, problem } = useSubmit(form, async (values) => {
    const wanted = toPolicy(values, current);
    if (wanted === null) throw new Error('An amount is missing.');
    await save.mutateAsync({ policy: wanted });
    toast('Fees saved', { detail: 'New leases take them; leases that stand keep theirs.' });
  });
  return (
    <>
      <PageHead
        title="Fees"
        under={
          current.version === 0
            ? 'Nobody has set any: new leases charge none.'
            : `Version ${current.version}. New leases take it; those that stand keep theirs.`
        }
      />
      <Columns even>
        <Card title="On new leases">
          <form
            className="grid gap-4 p-3.5"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void submit();
            }}
          >
            <Fields form={form} kind={draft.kind} />
            {problem ? <ProblemNote error={problem} /> : null}
            {writes ? (
              <div>
                <Button type="submit" look="primary" busy={save.isPending}>
                  Save the fees
                </Button>
              </div>
            ) : null}
          </form>
        </Card>
        <Card title="What the states say" aside={check.isFetching ? 'looking…' : null}>
          <Verdicts check={check.data} error={check.error} overrides={current.policy.overrides.length} />
        </Card>
      </Columns>
    </>
  );
}

function Fields({
  form: { register, formState },
  kind,
}: {
  form: ReturnType<typeof useForm<Draft>>;
  kind: Draft['kind'];
}) {
  const { errors } = formState;
  const money = (name: 'amount' | 'per_day' | 'most' | 'nsf', label: string, hint?: string) => (
    <Field label={label} error={errors[name]?.message} hint={hint}>
      {(props) => <input inputMode="decimal" {...props} {...register(name, rules.money(`${label}, or 0`))} />}
    </Field>
  );
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Late fee">
          {(props) => (
            <select {...props} {...register('kind')}>
              <option value="none">None</option>
              <option value="flat">An amount, once</option>
              <option value="percent">A percentage of the rent</option>
              <option value="daily">By the day, up to a most</option>
            </select>
          )}
        </Field>
        {kind === 'none' ? null : (
          <Field label="Days of grace" hint="5: rent due on the 1st may bear a fee from the 7th">
            {(props) => <input type="number" min={0} max={60} {...props} {...register('grace_days')} />}
          </Field>
        )}
        {kind === 'flat' ? money('amount', 'Amount') : null}
        {kind === 'percent' ? (
          <Field label="Percent of the monthly rent">
            {(props) => <input inputMode="decimal" {...props} {...register('percent', rules.required('How much?'))} />}
          </Field>
        ) : null}
        {kind === 'daily' ? (
          <>
            {money('amount', 'At first')}
            {money('per_day', 'For each further day')}
            {money('most', 'At most')}
          </>
        ) : null}
        {money('nsf', 'For a returned payment')}
      </div>
      <p className="text-ink-2 text-sm">
        A rule read or quoted from the law is enforced; any other only warns.
      </p>
    </>
  );
}
