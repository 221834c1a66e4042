/** A form of a page, as far as a phone without scripts needs it. */
export type Form = {
  action: string;
  isMultipart: boolean;
  /** What it asks for. */
  names: Set<string>;
  /** What stands in it before anybody fills it in; files left out. */
  values: Record<string, string>;
  buttons: { label: string; name?: string; value: string }[];
};

/** The forms of a page whose HTML is our own or the sandbox's. */
export function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, tag = '', inside = '']) => {
    const own = attributesOf(tag);
    const form: Form = {
      action: own.action ?? '',
      isMultipart: own.enctype === 'multipart/form-data',
      names: new Set(),
      values: {},
      buttons: [],
    };
    for (const [, input = ''] of inside.matchAll(/<input\b([^>]*)>/g)) addInput(form, attributesOf(input));
    for (const [, area = '', text = ''] of inside.matchAll(/<textarea\b([^>]*)>(.*?)<\/textarea>/gs)) {
      addValue(form, attributesOf(area).name, decode(text));
    }
    for (const [, select = '', options = ''] of inside.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)) {
      addValue(form, attributesOf(select).name, chosenOf(options));
    }
    for (const [, button = '', label = ''] of inside.matchAll(/<button\b([^>]*)>(.*?)<\/button>/gs)) {
      const { name, value = '' } = attributesOf(button);
      form.buttons.push({ label: textOf(label), value, ...(name === undefined ? {} : { name }) });
    }
    return form;
  });
}

/** What a page says, without its tags. */
export function textOf(html: string): string {
  const plain = html.replace(/<(style|head)\b.*?<\/\1>/gs, ' ').replace(/<[^>]+>/g, ' ');
  return decode(plain).replace(/\s+/g, ' ').trim();
}

function addInput(form: Form, { name, type = 'text', value, checked }: Record<string, string>): void {
  if (name === undefined) return;
  form.names.add(name);
  const isChoice = type === 'radio' || type === 'checkbox';
  if (type === 'file' || (isChoice && checked === undefined)) return;
  form.values[name] = value ?? (isChoice ? 'on' : '');
}

function addValue(form: Form, name: string | undefined, value: string): void {
  if (name === undefined) return;
  form.names.add(name);
  form.values[name] = value;
}

function chosenOf(options: string): string {
  const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, tag = '']) => attributesOf(tag));
  return (all.find(({ selected }) => selected !== undefined) ?? all[0])?.value ?? '';
}

function attributesOf(tag: string): Record<string, string> {
  const found = [...tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name.toLowerCase(), decode(value)]));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decode(text: string): string {
  return text.replace(/&(#x?[\da-f]+|\w+);/gi, (whole, code: string) => {
    if (!code.startsWith('#')) return ENTITIES[code.toLowerCase()] ?? whole;
    const isHex = code[1]?.toLowerCase() === 'x';
    return String.fromCodePoint(Number.parseInt(code.slice(isHex ? 2 : 1), isHex ? 16 : 10));
  });
}
