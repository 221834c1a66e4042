import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { answer, api } from '../../api/client';
import { useSaveFeePolicy } from '../../api/commands';
import { queries } from '../../api/queries';
import type { FeePolicy, FeePolicyCheck } from '../../api/types';
import { listWords } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { useSubmit } from '../../ui/form';
import { Columns, LoadedPage, PageHead, ProblemNote } from '../../ui/page';
import { toast } from '../../ui/toast';
import { CardFee } from './card-fee';
import { type Draft, type Policy, toDraft, toPolicy } from './fee-draft';
import { FeeFields } from './fee-fields';
import { StateFees } from './state-fees';
import { Verdicts } from './verdicts';

/** The fees that new leases take, with what every state says of them while one types. */
export function FeePolicyPage() {
  return (
    <LoadedPage asked={useQuery(queries.feePolicy())}>
      {(current) => <Editor key={current.version} current={current} />}
    </LoadedPage>
  );
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

/** Where states forbid the fees, which ones: what each of them says stands beside, rule by rule. */
function inShort(problem: Error, check: FeePolicyCheck | undefined): Error {
  const forbidding = check?.states.filter(({ verdict, units }) => verdict === 'forbidden' && units > 0) ?? [];
  if (forbidding.length === 0) return problem;
  const states = listWords(forbidding.map(({ state }) => state));
  return new Error(
    `Not saved: ${states} ${forbidding.length === 1 ? 'forbids' : 'forbid'} it. The rules stand under “What the states say”.`,
  );
}

function Editor({ current }: { current: FeePolicy }) {
  const save = useSaveFeePolicy(current.version);
  const may = useMay();
  const writes = may('fee_policies.write');
  const form = useForm<Draft>({ defaultValues: toDraft(current) });
  const draft = useWatch({ control: form.control }) as Draft;
  const policy = toPolicy(useDeferredValue(draft));
  const check = useCheck(policy);
  const { submit, problem } = useSubmit(form, async (values) => {
    const wanted = toPolicy(values);
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
        <div className="grid gap-4.5">
          <Card title="On new leases">
            <form
              className="grid gap-4 p-3.5"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                void submit();
              }}
            >
              <FeeFields form={form} at="own" />
              <StateFees form={form} />
              <p className="text-ink-2 text-sm">
                A rule read or quoted from the law is enforced; any other only warns.
              </p>
              {problem ? <ProblemNote error={inShort(problem, check.data)} /> : null}
              {writes ? (
                <div>
                  <Button type="submit" look="primary" busy={save.isPending}>
                    Save the fees
                  </Button>
                </div>
              ) : null}
            </form>
          </Card>
          {may('payments.read') ? <CardFee /> : null}
        </div>
        <Card title="What the states say" aside={check.isFetching ? 'looking…' : null}>
          <Verdicts check={check.data} error={check.error} overrides={draft.overrides.length} />
        </Card>
      </Columns>
    </>
  );
}
