import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { queries } from '../../api/queries';
import {
  useAssignVendor,
  useCancelRequest,
  useConfirmRequest,
  useDispatchAgain,
  useReopenRequest,
} from '../../api/repair-commands';
import type { MaintenanceRequest } from '../../api/types';
import { humanize } from '../../format/words';
import { useMay } from '../../frame/session';
import { Button } from '../../ui/button';
import { FormDialog, ReasonDialog } from '../../ui/form-dialog';
import { SelectField } from '../../ui/inputs';
import { toast, toastProblem } from '../../ui/toast';

type Asking = 'assign' | 'cancel' | 'confirm' | 'reopen';

const OPEN = new Set<MaintenanceRequest['status']>([
  'reported',
  'dispatching',
  'escalated',
  'accepted',
  'scheduled',
  'in_progress',
  'reopened',
]);

/** What a person may do about a repair as it stands: find somebody, end it, say whether it is fixed. */
export function RequestActions({ request }: { request: MaintenanceRequest }) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const again = useDispatchAgain(request.id);
  if (!useMay()('maintenance.write')) return null;
  const { status } = request;
  const open = OPEN.has(status);
  const close = () => setAsking(null);
  const search = () =>
    again.mutate(undefined, { onSuccess: () => toast('Vendors are asked once more'), onError: toastProblem });
  return (
    <>
      {open ? (
        <Button look="quiet" onClick={() => setAsking('cancel')}>
          Cancel the repair
        </Button>
      ) : null}
      {status === 'escalated' ? (
        <Button busy={again.isPending} onClick={search}>
          Search again
        </Button>
      ) : null}
      {status === 'done' || status === 'resolved' ? (
        <Button onClick={() => setAsking('reopen')}>Not fixed</Button>
      ) : null}
      {open ? (
        <Button look={status === 'escalated' ? 'primary' : 'plain'} onClick={() => setAsking('assign')}>
          Assign a vendor
        </Button>
      ) : null}
      {status === 'done' || status === 'escalated' ? (
        <Button look={status === 'done' ? 'primary' : 'plain'} onClick={() => setAsking('confirm')}>
          It is fixed
        </Button>
      ) : null}
      {asking === 'assign' ? <Assign request={request} onClose={close} /> : null}
      {asking === 'cancel' ? <Cancel request={request} onClose={close} /> : null}
      {asking === 'confirm' ? <Confirm request={request} onClose={close} /> : null}
      {asking === 'reopen' ? <Reopen request={request} onClose={close} /> : null}
    </>
  );
}

type Part = { request: MaintenanceRequest; onClose: () => void };

function Cancel({ request, onClose }: Part) {
  const cancel = useCancelRequest(request.id);
  return (
    <ReasonDialog
      danger
      title="Cancel this repair?"
      under="The tenant, and every vendor who was asked or has the job, is told."
      submit="Cancel the repair"
      maxLength={500}
      onSubmit={async (reason) => {
        await cancel.mutateAsync({ reason });
        toast('Canceled');
      }}
      onClose={onClose}
    />
  );
}

function Reopen({ request, onClose }: Part) {
  const reopen = useReopenRequest(request.id);
  return (
    <ReasonDialog
      title="Open it again?"
      under="Whoever did the work is asked first."
      label="What is still wrong"
      submit="Open it again"
      maxLength={1000}
      onSubmit={async (reason) => {
        await reopen.mutateAsync({ reason });
        toast('Open again');
      }}
      onClose={onClose}
    />
  );
}

function Assign({ request, onClose }: Part) {
  const assign = useAssignVendor(request.id);
  const vendors = useQuery(queries.activeVendors());
  const form = useForm({ defaultValues: { vendor_id: '' } });
  const send = async (values: { vendor_id: string }) => {
    await assign.mutateAsync(values);
    toast('Assigned', { detail: 'They get the job by text message and email.' });
    onClose();
  };
  const fits = (vendors.data ?? []).filter((vendor) => vendor.trades.includes(request.trade));
  const others = (vendors.data ?? []).filter((vendor) => !vendor.trades.includes(request.trade));
  const groups = [
    { label: humanize(request.trade), list: fits },
    { label: 'Other trades', list: others },
  ];
  return (
    <FormDialog
      form={form}
      send={send}
      title="Assign a vendor"
      under="Whoever had the job or was asked is told."
      submit="Give them the job"
      trouble={vendors.error}
      onClose={onClose}
    >
      <SelectField
        control={form.control}
        name="vendor_id"
        label="Vendor"
        required="Who?"
        empty={vendors.isPending ? 'Loading…' : 'Choose…'}
      >
        {groups
          .filter(({ list }) => list.length > 0)
          .map(({ label, list }) => (
            <optgroup key={label} label={label}>
              {list.map((vendor) => (
                <option key={vendor.id} value={vendor.id}>
                  {vendor.name}
                  {vendor.preferred ? ' · preferred' : ''}
                  {vendor.rating === null ? '' : ` · ${vendor.rating.toFixed(1)}`}
                </option>
              ))}
            </optgroup>
          ))}
      </SelectField>
    </FormDialog>
  );
}

const RATINGS = [5, 4, 3, 2, 1];

function Confirm({ request, onClose }: Part) {
  const confirm = useConfirmRequest(request.id);
  const form = useForm({ defaultValues: { rating: '' } });
  const send = async ({ rating }: { rating: string }) => {
    await confirm.mutateAsync(rating === '' ? {} : { rating: Number(rating) });
    toast('Closed: it is fixed');
    onClose();
  };
  return (
    <FormDialog
      form={form}
      send={send}
      title="Is it fixed?"
      under="This closes the repair. It can be opened again."
      submit="Close the repair"
      onClose={onClose}
    >
      <SelectField control={form.control} name="rating" label="The work was worth" optional empty="No rating">
        {RATINGS.map((stars) => (
          <option key={stars} value={stars}>
            {stars} of 5
          </option>
        ))}
      </SelectField>
    </FormDialog>
  );
}
