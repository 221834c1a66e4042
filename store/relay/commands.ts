import { z } from 'zod';
import type { WorkflowType } from '../commands/enqueue-command';
import { type Database, inOrganization } from '../database';
import { appendEvent } from '../events/append-event';

/** A start or signal that waits to be carried out. */
export type Command = {
  id: string;
  organizationId: string;
  kind: 'start' | 'signal' | 'signal_with_start';
  workflowType: WorkflowType;
  workflowId: string;
  /** As enqueued: `input`, `signal`, `signalInput`, `restart`, `ifThere`, by kind. */
  payload: CommandPayload;
  /** This try included. */
  tries: number;
  createdAt: Date;
};

const values = z.record(z.string(), z.unknown());
const payloadSchema = z.object({
  input: values.optional(),
  signal: z.string().optional(),
  signalInput: values.optional(),
  restart: z.boolean().optional(),
  ifThere: z.boolean().optional(),
});
export type CommandPayload = z.output<typeof payloadSchema>;

type Row = {
  id: string;
  organization_id: string;
  kind: Command['kind'];
  workflow_type: WorkflowType;
  workflow_id: string;
  payload: unknown;
  tries: number;
  created_at: Date;
};

/**
 * Takes commands that are due, of all organizations, oldest first, and hides them for a while: whoever dies with
 * them leaves them to the next.
 */
export async function claimCommands(
  database: Database,
  { page, hideSeconds }: { page: number; hideSeconds: number },
): Promise<Command[]> {
  const { rows } = await database.pool.query<Row>('select * from claim_commands($1, $2)', [page, hideSeconds]);
  return rows.map(toCommand).sort(byAge);
}

/** Marks a command as carried out; `note` says what was special about it. */
export async function completeCommand(database: Database, id: string, note: string | null = null): Promise<void> {
  await database.pool.query("select finish_command($1, 'done', $2, 0)", [id, note]);
}

/** Puts a command back for another try; its workflow's other commands need not wait for it. */
export async function postponeCommand(
  database: Database,
  { id, organizationId }: Command,
  { problem, seconds }: { problem: string; seconds: number },
): Promise<void> {
  await inOrganization(
    database,
    organizationId,
    (tx) =>
      tx.$executeRaw`update commands set error = ${problem}, next_try_at = now() + make_interval(secs => ${seconds}) where id = ${id} and status = 'pending'`,
  );
}

/** Gives a command up, and says so: an event that notifies whoever runs the organization. */
export async function failCommand(database: Database, command: Command, problem: string): Promise<void> {
  const { id, organizationId, workflowType, workflowId } = command;
  await inOrganization(database, organizationId, async (tx) => {
    const changed = await tx.command.updateMany({
      where: { id, status: 'pending' },
      data: { status: 'failed', error: problem, doneAt: new Date() },
    });
    if (changed.count === 0) return;
    const subjectId = workflowId.split('/')[1] ?? id;
    const payload = { command_id: id, workflow_type: workflowType, workflow_id: workflowId };
    await appendEvent(tx, { organizationId, type: 'command.failed', subjectId, payload });
  });
}

function toCommand(row: Row): Command {
  return {
    id: row.id,
    organizationId: row.organization_id,
    kind: row.kind,
    workflowType: row.workflow_type,
    workflowId: row.workflow_id,
    payload: payloadSchema.parse(row.payload),
    tries: row.tries,
    createdAt: row.created_at,
  };
}

/** What one transaction enqueued has one time: its start goes before its signals. */
function byAge(a: Command, b: Command): number {
  const rank = ({ kind }: Command) => (kind === 'signal' ? 1 : 0);
  return a.createdAt.getTime() - b.createdAt.getTime() || rank(a) - rank(b) || (a.id < b.id ? -1 : 1);
}
