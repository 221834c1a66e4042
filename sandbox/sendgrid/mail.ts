import { z } from 'zod';

const address = z.looseObject({ email: z.string(), name: z.string().optional() });
const strings = z.record(z.string(), z.string());

const personalization = z.looseObject({
  to: z.array(address),
  cc: z.array(address).optional(),
  bcc: z.array(address).optional(),
  subject: z.string().optional(),
  substitutions: strings.optional(),
  custom_args: strings.optional(),
});

const mail = z.looseObject({
  personalizations: z.array(personalization),
  from: address,
  subject: z.string().optional(),
  content: z.array(z.looseObject({ type: z.string(), value: z.string() })).optional(),
  template_id: z.string().optional(),
  custom_args: strings.optional(),
  categories: z.array(z.string()).optional(),
  attachments: z.array(z.looseObject({ content: z.string(), filename: z.string() })).optional(),
  mail_settings: z.looseObject({ sandbox_mode: z.looseObject({ enable: z.boolean() }).optional() }).optional(),
  tracking_settings: z.looseObject({ open_tracking: z.looseObject({ enable: z.boolean() }).optional() }).optional(),
});

export type Mail = z.infer<typeof mail>;
export type Personalization = z.infer<typeof personalization>;

/** One entry of SendGrid's `{errors: […]}`. */
export interface MailProblem {
  readonly message: string;
  readonly field: string | null;
  readonly help: string | null;
}

const help = (topic: string) => `http://sendgrid.com/docs/API_Reference/Web_API_v3/Mail/errors.html#message.${topic}`;

/** Reads the body of `POST /v3/mail/send`: the mail, or everything SendGrid would complain about. */
export function parseMail(body: unknown): { mail: Mail } | { problems: MailProblem[] } {
  const parsed = mail.safeParse(body);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path }) => explain(path.map(String)));
    return { problems };
  }
  const problems = [...checkRecipients(parsed.data), ...checkContent(parsed.data)];
  return problems.length > 0 ? { problems } : { mail: parsed.data };
}

function explain(path: string[]): MailProblem {
  const [first] = path;
  if (first === 'from') return fromProblem;
  if (first === 'personalizations' && (path.length === 1 || path[2] === 'to')) {
    return {
      message:
        'The to array is required for all personalization objects, and must have at least one email object with a valid email address.',
      field: path.length === 1 ? 'personalizations' : path.join('.'),
      help: help('personalizations.to'),
    };
  }
  return { message: `Invalid type for ${path.join('.')}.`, field: path.join('.'), help: null };
}

const fromProblem: MailProblem = {
  message:
    'The from object must be provided for every email send. It is an object that requires the email parameter, but may also contain a name parameter.  e.g. {"email" : "example@example.com"}  or {"email" : "example@example.com", "name" : "Example Recipient"}.',
  field: 'from.email',
  help: help('from'),
};

function checkRecipients(given: Mail): MailProblem[] {
  const problems: MailProblem[] = [];
  const required = {
    message: 'The personalizations field is required and must have at least one personalization.',
    field: 'personalizations',
    help: help('personalizations'),
  };
  if (given.personalizations.length === 0) problems.push(required);
  given.personalizations.forEach((one, index) => {
    if (one.to.length === 0) problems.push(explain(['personalizations', String(index), 'to']));
    const seen = new Set<string>();
    for (const kind of ['to', 'cc', 'bcc'] as const) {
      one[kind]?.forEach(({ email }, position) => {
        const field = `personalizations.${index}.${kind}.${position}.email`;
        if (!isEmail(email)) {
          const message = 'Does not contain a valid address.';
          problems.push({ message, field, help: help('personalizations.to') });
        }
        if (seen.has(email.toLowerCase())) {
          const message = `Each email address in the personalization block should be unique between to, cc, and bcc. We found the first duplicate instance of [${email}] in the ${field.replace(/\.email$/, '')} field.`;
          problems.push({ message, field: `personalizations.${index}`, help: help('recipient-errors') });
        }
        seen.add(email.toLowerCase());
      });
    }
  });
  if (!isEmail(given.from.email)) {
    problems.push({
      message: 'The from email does not contain a valid address.',
      field: 'from.email',
      help: help('from'),
    });
  }
  return problems;
}

function checkContent(given: Mail): MailProblem[] {
  const problems: MailProblem[] = [];
  if (given.template_id !== undefined) return problems;
  if (!given.subject && !given.personalizations.every(({ subject }) => subject)) {
    const message =
      'The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.';
    problems.push({ message, field: 'subject', help: help('subject') });
  }
  if (given.content === undefined || given.content.length === 0) {
    const message =
      'Unless a valid template_id is provided, the content parameter is required. There must be at least one defined content block. We typically suggest both text/plain and text/html blocks are included, but only one block is required.';
    problems.push({ message, field: 'content', help: help('content') });
  }
  given.content?.forEach(({ value }, index) => {
    if (value !== '') return;
    const message = 'The content value must be a string at least one character in length.';
    problems.push({ message, field: `content.${index}.value`, help: help('content.value') });
  });
  const order = given.content?.map(({ type }) => type) ?? [];
  if (order.includes('text/plain') && order[0] !== 'text/plain') {
    const message =
      'If present, text/plain and text/html may only be provided once, with text/plain first and text/html next.';
    problems.push({ message, field: 'content', help: help('content') });
  }
  return problems;
}

function isEmail(text: string): boolean {
  return /^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$/.test(text);
}
