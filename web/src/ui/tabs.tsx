import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

/** Tabs whose choice lives in the URL: the caller holds it. */
export function Tabs<V extends string>({
  value,
  onChange,
  tabs,
}: {
  value: V;
  onChange: (value: V) => void;
  tabs: { value: V; label: string; panel: ReactNode }[];
}) {
  return (
    <Base.Root value={value} onValueChange={(next: V) => onChange(next)}>
      <Base.List className="mb-4.5 flex gap-5.5 overflow-x-auto border-line border-b">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="-mb-px whitespace-nowrap border-transparent border-b-2 py-2 font-medium text-ink-2 hover:text-ink focus-visible:-outline-offset-2 data-active:border-green data-active:text-ink"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="focus-visible:outline-offset-4">
          {tab.panel}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
