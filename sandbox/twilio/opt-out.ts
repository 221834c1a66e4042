import type { Sandbox } from '../core/sandbox';

export type OptOutType = 'STOP' | 'START' | 'HELP';

/** The words Twilio acts on by itself when they are the whole message. */
const keywords: Record<OptOutType, readonly string[]> = {
  STOP: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  START: ['START', 'YES', 'UNSTOP'],
  HELP: ['HELP', 'INFO'],
};

/** What Twilio answers by itself. */
export const optOutReplies: Record<OptOutType, string> = {
  STOP: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  START:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  HELP: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

/** The numbers that do not want to hear from one of ours any more. */
export interface OptOuts {
  has(ours: string, theirs: string): boolean;
  /**
   * Acts on an inbound body; returns the keyword acted on. A word to start again, such as YES, counts only from
   * somebody who had stopped: anybody else's YES is an ordinary answer.
   */
  apply(ours: string, theirs: string, body: string): OptOutType | undefined;
}

/** Opens the list kept in the sandbox's store. */
export function openOptOuts(sandbox: Sandbox): OptOuts {
  const stopped = sandbox.store.collection<true>('twilio_opt_outs');
  const key = (ours: string, theirs: string) => `${ours} ${theirs}`;
  return {
    has: (ours, theirs) => stopped.get(key(ours, theirs)) !== undefined,
    apply(ours, theirs, body) {
      const type = keywordOf(body);
      const pair = key(ours, theirs);
      if (type === 'START' && stopped.get(pair) === undefined) return undefined;
      if (type === 'STOP') stopped.put(pair, true);
      if (type === 'START') stopped.delete(pair);
      return type;
    },
  };
}

function keywordOf(body: string): OptOutType | undefined {
  const word = body.trim().toUpperCase();
  const types: OptOutType[] = ['STOP', 'START', 'HELP'];
  return types.find((type) => keywords[type].includes(word));
}
