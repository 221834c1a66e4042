import { useQuery } from '@tanstack/react-query';
import { type ConnectAccount, ownerQueries, useOpenSignUp } from '../../api/owners';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Loaded, PageHead } from '../../ui/page';
import { Tag } from '../../ui/tag';
import { toastProblem } from '../../ui/toast';
import { DateText } from '../../ui/values';
import { PlatformFee } from './platform-fee';

const STATES = {
  none: ['plain', 'Not set up'],
  signing_up: ['wait', 'Not finished'],
  open: ['ok', 'Open'],
  paused: ['bad', 'Payouts are paused'],
} as const;

/** The account with the payment service: whether money comes, what is missing, and where to hand it in. */
export function GettingPaid() {
  const asked = useQuery(ownerQueries.account());
  const open = useOpenSignUp();
  const may = useMay();
  const go = () => open.mutate({}, { onSuccess: ({ url }) => window.location.assign(url), onError: toastProblem });
  return (
    <>
      <PageHead
        title="Getting paid"
        under="Tenants pay into your own account with Stripe, which pays out to your bank account."
        actions={
          may('connect.write') ? (
            <Button look="primary" onClick={go} disabled={open.isPending}>
              {asked.data?.status === 'none' ? 'Set it up' : 'Go to Stripe'}
            </Button>
          ) : null
        }
      />
      {may('connect.write') ? null : (
        <p className="mb-4.5 text-ink-2">Only an owner of your Tenure account may open the page at Stripe.</p>
      )}
      <Card title="Your account">
        <Loaded asked={asked}>{(account) => <State account={account} />}</Loaded>
        <PlatformFee />
      </Card>
    </>
  );
}

function State({ account }: { account: ConnectAccount }) {
  const [tone, words] = STATES[account.status];
  return (
    <div className="grid gap-3 px-3.5 py-3">
      <p>
        <Tag tone={tone}>{words}</Tag>
      </p>
      {account.status === 'none' ? (
        <p className="text-ink-2">It takes about ten minutes: who you are, your tax number and a bank account.</p>
      ) : null}
      {account.status === 'open' ? (
        <p className="text-ink-2">Payments arrive there, and Stripe pays them out to your bank.</p>
      ) : null}
      {account.status !== 'none' && account.paused_because !== null ? <p>{account.paused_because}</p> : null}
      <Missing account={account} />
    </div>
  );
}

/** What Stripe asks for and has not got, and by when. */
export function Missing({ account }: { account: ConnectAccount }) {
  if (account.missing.length === 0) return null;
  return (
    <div>
      <p>
        Stripe asks for{account.due_by === null ? '' : ' this by '}
        {account.due_by === null ? null : <DateText at={account.due_by} />}:
      </p>
      <ul className="list-disc pl-5">
        {account.missing.map((thing) => (
          <li key={thing}>
            {thing}
            {account.overdue.includes(thing) ? <span className="text-ink-2"> (overdue)</span> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
