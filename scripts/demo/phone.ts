import { z } from 'zod';
import { CannotGoOn } from '../servers/project';
import { type Form, formsOf, textOf } from './forms';
import type { Running } from './running';
import { until } from './until';

/** A page on somebody's phone. */
export type Page = {
  /** Where the phone stands after all redirects. */
  at: string;
  text: string;
  /** Presses the button that says this, with these fields filled in. */
  press(button: RegExp, fields?: Readonly<Record<string, string>>): Promise<Page>;
  /** Opens the same address again. */
  reload(): Promise<Page>;
  /** Opens an address below this page's own, such as a step of an application. */
  open(step: string): Promise<Page>;
};

const inboxAnswer = z.object({
  data: z.array(z.object({ id: z.string(), channel: z.string(), text: z.string(), links: z.array(z.string()) })),
});

const MOST_REDIRECTS = 8;

/** Somebody's phone: it reads the texts sent to its number and opens their links, without scripts. */
export class Phone {
  constructor(
    private readonly running: Running,
    readonly number: string,
  ) {}

  /** Waits for the newest text that says this, and opens its link, or another `which` it has. */
  async tap(words: RegExp, what: string, which = 0): Promise<Page> {
    const text = await until(what, () => this.newest(words));
    const link = text.links[which];
    if (link === undefined) throw new CannotGoOn(`The text “${text.text}” has no link.`);
    return openPage(link);
  }

  /** Waits for a text that says this. */
  async hear(words: RegExp, what: string): Promise<string> {
    return (await until(what, () => this.newest(words))).text;
  }

  private async newest(words: RegExp) {
    const { origin } = new URL(this.running.inbox);
    const response = await fetch(`${origin}/inbox.json?to=${encodeURIComponent(this.number)}`);
    const { data } = inboxAnswer.parse(await response.json());
    return data.filter(({ channel, text }) => channel === 'sms' && words.test(text)).at(-1);
  }
}

/** Opens an address as a browser does. */
export async function openPage(address: string): Promise<Page> {
  return follow(await fetch(address, { redirect: 'manual' }), address);
}

async function follow(response: Response, address: string): Promise<Page> {
  let [answer, at] = [response, address];
  for (let hops = 0; answer.status >= 300 && answer.status < 400 && hops < MOST_REDIRECTS; hops += 1) {
    at = new URL(answer.headers.get('location') ?? '', at).toString();
    answer = await fetch(at, { redirect: 'manual' });
  }
  const html = await answer.text();
  const text = textOf(html);
  if (!answer.ok) throw new CannotGoOn(`The page ${at} answered ${answer.status}: ${text.slice(0, 300)}`);
  return {
    at,
    text,
    press: (button, fields = {}) => press(at, html, button, fields),
    reload: () => openPage(at),
    open: (step) => {
      const url = new URL(at);
      return openPage(`${url.origin}${url.pathname.split('/').slice(0, 3).join('/')}/${step}`);
    },
  };
}

async function press(
  at: string,
  html: string,
  button: RegExp,
  fields: Readonly<Record<string, string>>,
): Promise<Page> {
  const form = formsOf(html).find(({ buttons }) => buttons.some(({ label }) => button.test(label)));
  if (form === undefined) {
    throw new CannotGoOn(`The page ${at} has no button that says ${button}. It says: ${textOf(html).slice(0, 300)}`);
  }
  const unknown = Object.keys(fields).filter((name) => !form.names.has(name));
  if (unknown.length > 0) throw new CannotGoOn(`The page ${at} does not ask for ${unknown.join(', ')}.`);
  const address = new URL(form.action === '' ? at : form.action, at).toString();
  const body = bodyOf(form, button, fields);
  return follow(await fetch(address, { method: 'POST', redirect: 'manual', body }), address);
}

function bodyOf(form: Form, button: RegExp, fields: Readonly<Record<string, string>>): FormData | URLSearchParams {
  const pressed = form.buttons.find(({ label }) => button.test(label));
  const values: Record<string, string> = { ...form.values, ...fields };
  if (pressed?.name !== undefined) values[pressed.name] = pressed.value;
  if (!form.isMultipart) return new URLSearchParams(values);
  const body = new FormData();
  for (const [name, value] of Object.entries(values)) body.append(name, value);
  return body;
}
