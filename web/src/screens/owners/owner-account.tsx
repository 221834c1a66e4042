import { useQuery } from '@tanstack/react-query';
import { type ConnectAccount, type Owner, ownerQueries, useInviteOwner } from '../../api/owners';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Loaded } from '../../ui/page';
import { Tag } from '../../ui/tag';
import { toast, toastProblem } from '../../ui/toast';
import { Missing } from './getting-paid';

const STATES = {
  none: ['plain', 'Not invited'],
  signing_up: ['wait', 'Not finished'],
  open: ['ok', 'Signed up'],
  paused: ['bad', 'Paused'],
} as const;

/** Whether payouts by Stripe reach an owner, what Stripe still asks of them, and the link that lets them hand it in. */
export function OwnerAccount({ owner }: { owner: Owner }) {
  const asked = useQuery(ownerQueries.accountOf(owner.id));
  return (
    <Card title="Paid by Stripe" aside={asked.data ? <State account={asked.data} /> : undefined}>
      <Loaded asked={asked} lines={2}>
        {(account) => (
          <div className="grid gap-3 px-3.5 py-3">
            <p className="text-ink-2">
              {account.status === 'open'
                ? 'Payouts go straight to their bank account.'
                : `${owner.name} signs up on their phone: who they are, their tax number and a bank account. You never see them.`}
            </p>
            <Missing account={account} />
            {account.status === 'open' ? null : <Invite owner={owner} account={account} />}
          </div>
        )}
      </Loaded>
    </Card>
  );
}

function State({ account }: { account: ConnectAccount }) {
  const [tone, words] = STATES[account.status];
  return <Tag tone={tone}>{words}</Tag>;
}

function Invite({ owner, account }: { owner: Owner; account: ConnectAccount }) {
  const invite = useInviteOwner(owner.id);
  if (!useMay()('owners.write')) return null;
  const press = () =>
    invite.mutate(null, {
      onSuccess: () => toast('The link is on its way', { detail: `To ${owner.email}` }),
      onError: toastProblem,
    });
  return (
    <div>
      <Button look={account.status === 'none' ? 'primary' : 'plain'} busy={invite.isPending} onClick={press}>
        {account.status === 'none' ? 'Invite them' : 'Send the link again'}
      </Button>
    </div>
  );
}
