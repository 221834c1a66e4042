/** A piece of HTML that is safe to put into a page as it is. */
export class Html {
  constructor(readonly source: string) {}
  toString(): string {
    return this.source;
  }
}

type Part = Html | string | number | null | undefined | false | readonly Part[];

/** Tagged template: everything interpolated is escaped, unless it is Html already; lists are joined. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((text, string, index) => text + render(parts[index - 1]) + string));
}

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Html) return part.source;
  if (typeof part === 'object') return part.map(render).join('');
  return String(part).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/**
 * A whole hosted page, phone first, light and dark, without a script of its own.
 * `vendor` is whose page this stands in for; the sandbox banner says so.
 */
export function page(options: {
  readonly title: string;
  readonly vendor: string;
  readonly body: Html;
  /** Extra content of the head, such as styles of one page. */
  readonly head?: Html;
  /** Wide pages use the whole window. */
  readonly wide?: boolean;
}): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${options.title}</title>
<style>${new Html(styles)}</style>${options.head}
</head>
<body>
<header class="banner"><strong>Sandbox.</strong> This stands in for ${options.vendor}. Nothing here is real: no money moves, no one is contacted.</header>
<main class="${options.wide ? 'wide' : 'page'}">${options.body}</main>
</body>
</html>
`.source;
}

/** 123456 → "$1,234.56"; `currency` as Stripe writes it, lower case. */
export function formatMoney(minorUnits: number, currency = 'usd'): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(minorUnits / 100);
}

// The tokens are the product's own look, so that the demo feels like one place.
const styles = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf8, #141311);
  --card: light-dark(#ffffff, #1c1b18);
  --sunk: light-dark(#f4f2ee, #100f0d);
  --line: light-dark(#e6e2da, #2e2c27);
  --field: light-dark(#8b8374, #7d7567);
  --ink: light-dark(#1d1b17, #f1eee7);
  --ink-2: light-dark(#5d574c, #b3ab9c);
  --green: light-dark(#0b6b4f, #4cc79c);
  --green-soft: light-dark(#e3f1ea, #12312680);
  --amber: light-dark(#8a5a00, #e8b454);
  --amber-soft: light-dark(#fbf0d9, #3a2b0d);
  --red: light-dark(#a5281b, #f08b7d);
  --red-soft: light-dark(#fbe7e3, #3d1712);
  --font: "Inter Variable", Inter, system-ui, sans-serif;
}
* { box-sizing: border-box; margin: 0; }
body { background: var(--paper); color: var(--ink); font: 400 17px/25px var(--font); }
.banner { background: var(--amber-soft); color: var(--amber); padding: 8px 20px; font-size: 14px; line-height: 20px; text-align: center; }
.page { max-width: 440px; margin: 0 auto; padding: 24px 20px 48px; }
.wide { max-width: 1120px; margin: 0 auto; padding: 24px 20px 48px; }
h1 { font-size: 26px; line-height: 32px; font-weight: 620; letter-spacing: -.015em; }
h2 { font-size: 17px; line-height: 25px; font-weight: 600; margin: 24px 0 8px; }
a { color: inherit; text-underline-offset: 3px; }
.muted { color: var(--ink-2); }
.small { font-size: 14px; line-height: 20px; color: var(--ink-2); }
.sum { font-size: 44px; line-height: 52px; font-weight: 640; letter-spacing: -.03em; margin: 14px 0 2px; font-variant-numeric: tabular-nums; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 16px; margin-top: 16px; }
.line { display: flex; justify-content: space-between; gap: 16px; padding: 11px 0; border-bottom: 1px solid var(--line); }
.line:last-child { border: 0; font-weight: 620; }
.num { font-variant-numeric: tabular-nums; white-space: nowrap; }
fieldset { border: 0; padding: 0; min-width: 0; margin-top: 24px; }
label + .small, form + p { margin-top: 12px; }
legend { font-weight: 600; padding: 0; }
label { display: block; margin-top: 14px; font-weight: 550; font-size: 15px; line-height: 22px; }
input:not([type=radio], [type=checkbox]), select, textarea { display: block; width: 100%; min-height: 48px; margin-top: 4px; padding: 10px 12px; border: 1px solid var(--field); border-radius: 10px; background: var(--card); color: var(--ink); font: 400 17px/25px var(--font); }
.pick { display: flex; gap: 14px; align-items: center; padding: 14px 16px; border: 1px solid var(--line); border-radius: 12px; background: var(--card); margin-top: 10px; font-weight: 550; }
.pick:has(input:checked) { border-color: var(--green); box-shadow: inset 0 0 0 1px var(--green); }
.pick input { width: 20px; height: 20px; accent-color: var(--green); flex: none; }
.pick small { display: block; font-weight: 400; color: var(--ink-2); font-size: 14px; line-height: 19px; }
.row { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
.btn { display: inline-flex; align-items: center; justify-content: center; min-height: 44px; padding: 0 16px; border-radius: 10px; border: 1px solid var(--line); background: var(--card); color: var(--ink); font: 600 15px/1 var(--font); text-decoration: none; cursor: pointer; }
.btn.primary { background: var(--green); border-color: var(--green); color: light-dark(#fff, #0a1a14); }
.btn.go { width: 100%; min-height: 54px; font-size: 17px; border-radius: 12px; margin-top: 22px; }
.note { padding: 12px 14px; border-radius: 10px; margin-top: 16px; }
.note.bad { background: var(--red-soft); color: var(--red); }
.note.ok { background: var(--green-soft); color: var(--green); }
:focus-visible { outline: 3px solid var(--green); outline-offset: 2px; }
`;
