/** One measured number, beside what it is measured against in the same run. */
export type Figure = {
  /** Unique over all benchmarks, such as `api.property_list`. */
  name: string;
  value: number;
  unit: string;
  /** The same on the bare tool, in the same unit; null where nothing stands beside it. */
  beside: number | null;
  /** value / beside. */
  ratio: number | null;
  /** Such as `ratio >= 0.4`; null for a figure that is only reported. */
  goal: string | null;
  /** Whether the goal is met; null without one. */
  holds: boolean | null;
};

/** What a figure must reach: its ratio or its own value, at least or at most. */
export type Goal = { of: 'ratio' | 'value'; atLeast: number } | { of: 'ratio' | 'value'; atMost: number };

/** Makes a figure from what was measured. Numbers are rounded to four significant digits, but for whole ones. */
export function figure(measured: { name: string; value: number; unit: string; beside?: number; goal?: Goal }): Figure {
  const { name, value, unit, beside, goal } = measured;
  const ratio = beside === undefined ? null : rounded(value / beside);
  const judged = goal?.of === 'ratio' ? ratio : value;
  return {
    name,
    value: rounded(value),
    unit,
    beside: beside === undefined ? null : rounded(beside),
    ratio,
    goal: goal === undefined ? null : wordsOf(goal),
    holds: goal === undefined || judged === null ? null : isMet(goal, judged),
  };
}

/** The table that people read. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [
    ['figure', 'value', 'unit', 'beside', 'ratio', 'goal', 'holds'],
    ...figures.map(({ name, value, unit, beside, ratio, goal, holds }) => [
      name,
      String(value),
      unit,
      String(beside ?? ''),
      String(ratio ?? ''),
      goal ?? '',
      holds === null ? '' : holds ? 'yes' : 'NO',
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(4));
}

function wordsOf(goal: Goal): string {
  return 'atLeast' in goal ? `${goal.of} >= ${goal.atLeast}` : `${goal.of} <= ${goal.atMost}`;
}

function isMet(goal: Goal, judged: number): boolean {
  return 'atLeast' in goal ? judged >= goal.atLeast : judged <= goal.atMost;
}
