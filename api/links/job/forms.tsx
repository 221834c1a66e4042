import { Form, Go, LongField, PhotoField, TextField } from '../kernel/forms';
import type { Shown } from '../kernel/link-page';
import { JOB } from './words';

/** Says when the vendor comes. */
export function WindowForm({ visit, title, quiet = false }: { visit: Shown; title: string; quiet?: boolean }) {
  const { locale } = visit;
  return (
    <Form visit={visit} step="schedule">
      <h2>{title}</h2>
      <TextField visit={visit} name="date" label={JOB.date[locale]} type="date" required />
      <TextField visit={visit} name="from" label={JOB.from[locale]} type="time" required />
      <TextField visit={visit} name="to" label={JOB.to[locale]} type="time" required />
      <Go quiet={quiet}>{JOB.propose[locale]}</Go>
    </Form>
  );
}

/** Says that the vendor is there. */
export function StartForm({ visit, quiet = false }: { visit: Shown; quiet?: boolean }) {
  return (
    <Form visit={visit} step="start">
      <Go quiet={quiet}>{JOB.start[visit.locale]}</Go>
    </Form>
  );
}

/** Finishes the job, with what was done, its price and photos. */
export function DoneForm({ visit }: { visit: Shown }) {
  const { locale } = visit;
  return (
    <Form visit={visit} step="done" photos>
      <h2>{JOB.finish[locale]}</h2>
      <LongField visit={visit} name="notes" label={JOB.notes[locale]} required maxLength={2000} />
      <TextField visit={visit} name="price" label={JOB.price[locale]} inputMode="decimal" maxLength={14} />
      <PhotoField visit={visit} label={JOB.photos[locale]} />
      <Go>{JOB.done[locale]}</Go>
    </Form>
  );
}
