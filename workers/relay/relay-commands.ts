import type { Logger } from 'pino';
import type { Database } from '../../store/database';
import { type Command, claimCommands, completeCommand, failCommand, postponeCommand } from '../../store/relay/commands';
import { backoffSeconds } from './backoff';
import { reasonOf } from './loop';
import type { Strikes } from './strikes';
import { isTemporalAway, type TemporalPort } from './temporal-port';

export type CommandContext = {
  database: Database;
  temporal: TemporalPort;
  strikes: Strikes;
  log: Logger;
  count(outcome: string): void;
};

const PAGE = 50;
const HIDE_SECONDS = 30;
/** After this many tries against a Temporal that answers (some minutes) a command is given up, which is said aloud. */
export const COMMAND_TRIES = 10;

/**
 * Carries out commands that are due: starts and signals of workflows. Those of one workflow keep their order, others
 * go side by side. @returns true where more may be waiting
 */
export async function relayCommands(context: CommandContext): Promise<boolean> {
  const commands = await claimCommands(context.database, { page: PAGE, hideSeconds: HIDE_SECONDS });
  const workflowIds = new Set(commands.map(({ workflowId }) => workflowId));
  const groups = [...workflowIds].map((id) => commands.filter(({ workflowId }) => workflowId === id));
  await Promise.all(groups.map((group) => inOrder(context, group)));
  return commands.length === PAGE;
}

async function inOrder(context: CommandContext, commands: readonly Command[]): Promise<void> {
  for (const command of commands) await relayOne(context, command);
}

async function relayOne(context: CommandContext, command: Command): Promise<void> {
  const { database, count } = context;
  try {
    const outcome = await carryOut(context.temporal, command);
    if (outcome === 'unknown' && command.payload.ifThere !== true)
      return await tryAgain(context, command, 'There is no such workflow yet.', false);
    await completeCommand(database, command.id, outcome === 'ended' ? 'The workflow had ended.' : null);
    context.strikes.forget(command.id);
    count('done');
  } catch (error) {
    await tryAgain(context, command, reasonOf(error), isTemporalAway(error));
  }
}

function carryOut(temporal: TemporalPort, command: Command): Promise<string> {
  const { workflowType, workflowId, payload } = command;
  const { input = {}, signal = '', signalInput, restart } = payload;
  switch (command.kind) {
    case 'start':
      return temporal.start({ workflowType, workflowId, input, restart });
    case 'signal':
      return temporal.signal({ workflowId, signal, args: payload.input === undefined ? [] : [payload.input] });
    case 'signal_with_start':
      return temporal.signalWithStart({
        workflowType,
        workflowId,
        input,
        restart,
        signal,
        args: signalInput === undefined ? [] : [signalInput],
      });
  }
}

async function tryAgain(context: CommandContext, command: Command, problem: string, isOutage: boolean): Promise<void> {
  const { database, log, count } = context;
  const { id, tries, workflowId } = command;
  if (!isOutage && context.strikes.add(id) >= COMMAND_TRIES) {
    log.error({ command: id, workflowId, problem }, 'a command was given up');
    await failCommand(database, command, problem);
    return count('failed');
  }
  const seconds = backoffSeconds(tries, isOutage ? { first: 0.5, most: 15 } : { first: 0.5, most: 120 });
  await postponeCommand(database, command, { problem, seconds });
  count(isOutage ? 'postponed_outage' : 'postponed');
}
