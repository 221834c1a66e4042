import { useAskToPay, useSendPortalLink } from '../../api/commands';
import type { Lease } from '../../api/types';
import { count } from '../../format/words';
import { Button } from '../../ui/button';
import { toast, toastProblem } from '../../ui/toast';

const HOW = { detail: 'By email and text message.' };

/** Asks the tenants to pay what they owe; where they owe nothing, sends them their page of receipts and autopay. */
export function SendLink({ lease }: { lease: Lease }) {
  return lease.balance_cents > 0 && lease.accepting_payments ? (
    <AskToPay lease={lease} />
  ) : (
    <SendTheirPage lease={lease} />
  );
}

function AskToPay({ lease }: { lease: Lease }) {
  const ask = useAskToPay(lease.id);
  const press = () =>
    ask.mutate(undefined, {
      onSuccess: ({ asked }) => toast(`${count(asked, 'tenant')} asked to pay`, HOW),
      onError: toastProblem,
    });
  return (
    <Button busy={ask.isPending} onClick={press}>
      Ask to pay
    </Button>
  );
}

function SendTheirPage({ lease }: { lease: Lease }) {
  const send = useSendPortalLink(lease.id);
  const press = () =>
    send.mutate(
      {},
      {
        onSuccess: ({ sent }) => toast(`${count(sent, 'tenant')} can open their page`, HOW),
        onError: toastProblem,
      },
    );
  return (
    <Button busy={send.isPending} onClick={press}>
      Send tenants their page
    </Button>
  );
}
