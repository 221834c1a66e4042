import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { type CardFeePolicy, cardFee, cardFeeCheck, type NewCardFee, useSaveCardFee } from '../../api/card-fee';
import { formatAmount, formatMoney, parseMoney } from '../../format/money';
import { US_STATES } from '../../format/us-states';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Check } from '../../ui/field';
import { useSubmit } from '../../ui/form';
import { MoneyField, SelectField, TextField } from '../../ui/inputs';
import { Loaded, ProblemNote } from '../../ui/page';
import { toast } from '../../ui/toast';
import { Findings } from '../leases/schedule';

type Draft = { bearer: 'landlord' | 'tenant'; percent: string; fixed: string; except_states: string[] };
const BEARERS = { landlord: 'You', tenant: 'The tenant who pays by card' };
const EXAMPLE_CENTS = 100_000;

/** Who bears what a card payment costs, with what the states where one rents say of it while one types. */
export function CardFee() {
  const asked = useQuery(cardFee());
  return (
    <Card title="Paying by card" aside="payments from a bank are always free">
      <Loaded asked={asked} lines={3}>
        {(current) => <Editor current={current} />}
      </Loaded>
    </Card>
  );
}

function toBody(draft: Draft): NewCardFee | null {
  if (draft.bearer === 'landlord') return { bearer: 'landlord' };
  const points = Math.round(Number(draft.percent) * 100);
  const fixed = parseMoney(draft.fixed);
  if (!(points >= 0 && points <= 500) || fixed === null || fixed > 1_000) return null;
  return { bearer: 'tenant', basis_points: points, fixed_cents: fixed, except_states: draft.except_states };
}

/** What the payer of a round rent would pay beside it. */
function example(body: NewCardFee | null): string {
  if (body?.bearer !== 'tenant') return '';
  const fee = Math.round((EXAMPLE_CENTS * (body.basis_points ?? 0)) / 10_000) + (body.fixed_cents ?? 0);
  return `Paying ${formatMoney(EXAMPLE_CENTS)} by card costs the tenant ${formatMoney(fee)} more, said before they pay.`;
}

function Editor({ current }: { current: CardFeePolicy }) {
  const writes = useMay()('card_fees.write');
  const save = useSaveCardFee();
  const form = useForm<Draft>({
    defaultValues: {
      bearer: current.bearer,
      percent: String(current.basis_points / 100),
      fixed: formatAmount(current.fixed_cents),
      except_states: current.except_states,
    },
  });
  const body = toBody(useDeferredValue(useWatch({ control: form.control }) as Draft));
  const check = useQuery({ ...cardFeeCheck(body), placeholderData: keepPreviousData });
  const { submit, problem } = useSubmit(form, async (draft) => {
    const wanted = toBody(draft);
    if (wanted === null) throw new Error('An amount is missing.');
    await save.mutateAsync(wanted);
    toast('Saved', { detail: 'Autopay keeps what its payers agreed to.' });
  });
  return (
    <form
      className="grid gap-4 p-3.5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <SelectField
        control={form.control}
        name="bearer"
        label="The fee of a card payment is borne by"
        options={BEARERS}
      />
      {body?.bearer === 'landlord' ? null : <TenantBears form={form} states={current.states} />}
      {example(body) === '' ? null : <p className="text-ink-2 text-sm">{example(body)}</p>}
      {check.error ? <ProblemNote error={check.error} /> : null}
      <div aria-live="polite" className="-mx-3.5 empty:hidden">
        {body !== null && check.data ? <Findings findings={check.data.findings} /> : null}
      </div>
      {problem ? <ProblemNote error={problem} /> : null}
      {writes ? (
        <div>
          <Button type="submit" look="primary" busy={save.isPending}>
            Save who bears it
          </Button>
        </div>
      ) : null}
    </form>
  );
}

function TenantBears({ form, states }: { form: ReturnType<typeof useForm<Draft>>; states: readonly string[] }) {
  const { control } = form;
  const share = '0 to 5 percent';
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          control={control}
          name="percent"
          label="Percent of the payment"
          inputMode="decimal"
          required={share}
          check={(typed) => (Number(typed) >= 0 && Number(typed) <= 5) || share}
        />
        <MoneyField
          control={control}
          name="fixed"
          label="And an amount beside"
          hint="At most 10.00"
          missing="An amount, or 0"
          zero
        />
      </div>
      {states.length > 0 ? (
        <fieldset>
          <legend className="font-medium text-sm">Except in these states, where you bear it</legend>
          <div className="grid gap-x-3 sm:grid-cols-2">
            {states.map((state) => (
              <Check
                key={state}
                label={US_STATES.find(({ value }) => value === state)?.label ?? state}
                value={state}
                {...form.register('except_states')}
              />
            ))}
          </div>
        </fieldset>
      ) : null}
    </>
  );
}
