import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../scripts/servers/project';

/** Names of our own metrics in a text, without what Prometheus adds to a histogram's. */
function namesIn(text: string): Set<string> {
  const names = text.match(/\btenure_(?:relay|http)_[a-z_]+/g) ?? [];
  return new Set(names.map((name) => name.replace(/_(bucket|count|sum)$/, '')));
}

function exported(): Set<string> {
  const files = ['workers', 'api'].flatMap((room) =>
    readdirSync(inProject(room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => path.join(inProject(room), file)),
  );
  return new Set(files.flatMap((file) => [...namesIn(readFileSync(file, 'utf8'))]));
}

describe('what ops look at', () => {
  const read = (file: string) => readFileSync(inProject('ops', file), 'utf8');

  test.each(['alerts.yml', 'dashboard.json'])('%s asks only for metrics that the api or the worker exports', (file) => {
    const known = exported();
    const asked = [...namesIn(read(file))];
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  test('every alert has its paragraph in the runbook', () => {
    const alerts = [...read('alerts.yml').matchAll(/- alert: (\w+)/g)].map(([, name]) => name ?? '');
    const headings = read('runbook.md')
      .split('\n')
      .filter((line) => line.startsWith('### '))
      .join(' ');
    expect(alerts.filter((name) => !headings.includes(name))).toEqual([]);
  });
});
