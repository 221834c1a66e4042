/** The obligation that a lease's period makes: its presentments are counted together over every path. */
export function obligationOf(leaseId: string, period: string): string {
  return `${leaseId}/${period}`;
}

/** An installment's own obligation. Beside it a try counts for every month that its plan covers. */
export function installmentObligation(planId: string, number: number): string {
  return `plan/${planId}/${number}`;
}
