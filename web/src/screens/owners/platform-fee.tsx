import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import { formatMoney } from '../../format/money';

/** What the platform keeps of each payment; to be read only, whoever runs it agrees it. */
export function PlatformFee() {
  const { data } = useQuery({
    queryKey: ['connect', 'platform-fee'],
    queryFn: ({ signal }) => answer(api.GET('/v1/connect-account/platform-fee', { signal })),
  });
  if (!data) return null;
  const parts = [
    data.basis_points > 0 ? `${data.basis_points / 100}%` : '',
    data.fixed_cents > 0 ? formatMoney(data.fixed_cents, 'USD') : '',
  ].filter(Boolean);
  const kept = parts.length === 0 ? 'nothing' : parts.join(' and ');
  return (
    <p className="border-line border-t px-3.5 py-2.5 text-ink-2">
      The platform keeps {kept} of each payment that goes to your account
      {data.is_own ? ', as agreed with you' : ''}. Stripe’s own fees come on top.
    </p>
  );
}
