/** The look of the link pages: paper and ink, one green, large type for phones, light and dark from the same names. */
export const STYLE = `
:root { color-scheme: light dark;
  --paper: light-dark(#fbfaf8, #141311); --card: light-dark(#ffffff, #1c1b18); --sunk: light-dark(#f4f2ee, #100f0d);
  --line: light-dark(#e6e2da, #2e2c27); --edge: light-dark(#8c8579, #7c7567); --ink: light-dark(#1d1b17, #f1eee7); --ink-2: light-dark(#5d574c, #b3ab9c);
  --green: light-dark(#0b6b4f, #4cc79c); --green-soft: light-dark(#e3f1ea, #12312680); --amber: light-dark(#8a5a00, #e8b454);
  --amber-soft: light-dark(#fbf0d9, #3a2b0d); --red: light-dark(#a5281b, #f08b7d); --red-soft: light-dark(#fbe7e3, #3d1712);
  --blue: light-dark(#1f5c99, #7fb6ea); --blue-soft: light-dark(#e5eff9, #12283d); --on-green: light-dark(#fff, #0a1a14);
  --font: "Inter Variable", Inter, system-ui, sans-serif; }
* { box-sizing: border-box; margin: 0; }
html { -webkit-text-size-adjust: 100%; }
body { background: var(--paper); color: var(--ink); font: 400 17px/25px var(--font); -webkit-font-smoothing: antialiased; overflow-wrap: break-word; }
.page { max-width: 440px; margin: 0 auto; padding: 20px 20px 40px; }
.from { display: flex; justify-content: space-between; gap: 16px; font-size: 14px; line-height: 24px; color: var(--ink-2); margin-bottom: 26px; }
h1 { font-size: 26px; line-height: 32px; font-weight: 620; letter-spacing: -.015em; }
h2 { font-size: 17px; line-height: 24px; font-weight: 600; }
h2:not(:first-child) { margin-top: 24px; }
h3 { font-size: 15px; line-height: 22px; font-weight: 600; margin-top: 16px; }
h3 + p { margin-top: 2px; }
p + p, ul + p, p + ul { margin-top: 8px; }
a { color: inherit; text-underline-offset: 3px; }
.muted { color: var(--ink-2); } .small { font-size: 14px; line-height: 20px; color: var(--ink-2); }
h1 + .muted { margin-top: 8px; }
.num { font-variant-numeric: tabular-nums; text-align: right; white-space: nowrap; }
.sum { font-size: 44px; line-height: 52px; font-weight: 640; letter-spacing: -.03em; margin: 18px 0 2px; font-variant-numeric: tabular-nums; }
.sum small { display: block; font-size: 17px; line-height: 25px; font-weight: 400; letter-spacing: 0; color: var(--ink-2); }
.lines { margin: 20px 0 24px; padding: 0; }
.line { display: flex; justify-content: space-between; gap: 16px; padding: 11px 0; border-bottom: 1px solid var(--line); } .line:last-child { border: 0; font-weight: 620; }
.lines.each .line:last-child { font-weight: inherit; } form + section { margin-top: 30px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 15px 16px; margin-top: 14px; }
.note { border-radius: 12px; padding: 14px 16px; margin: 0 0 20px; } .note h2 { font-size: 16px; }
.note.ok { background: var(--green-soft); } .note.ok h2 { color: var(--green); }
.note.bad { background: var(--red-soft); } .note.bad h2 { color: var(--red); }
.note.wait { background: var(--amber-soft); } .note.wait h2 { color: var(--amber); }
form { margin-top: 20px; } fieldset { border: 0; padding: 0; min-width: 0; margin-top: 18px; } legend { padding: 0; font-weight: 600; }
.field { display: block; margin-top: 18px; } .field > span { display: block; font-weight: 550; margin-bottom: 6px; } .field small, .pick small { display: block; color: var(--ink-2); font-size: 14px; line-height: 19px; }
.field .wrong { color: var(--red); font-size: 14px; line-height: 20px; margin-top: 4px; display: block; }
input:not([type=radio], [type=checkbox]), select, textarea { width: 100%; min-height: 50px; padding: 11px 13px; font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--edge); border-radius: 10px; }
textarea { min-height: 120px; resize: vertical; } input[type=file] { padding: 12px; border-style: dashed; }
[aria-invalid=true] { border: 2px solid var(--red) !important; }
.pick { display: flex; gap: 14px; align-items: center; padding: 15px 16px; border: 1px solid var(--line); border-radius: 12px; background: var(--card); margin-top: 10px; cursor: pointer; }
.pick:has(:checked) { border: 2px solid var(--green); padding: 14px 15px; }
.pick input { flex: none; width: 20px; height: 20px; accent-color: var(--green); }
.btn { display: flex; align-items: center; justify-content: center; width: 100%; min-height: 54px; padding: 10px 16px; margin: 22px 0 14px; font: 600 17px/22px var(--font); border-radius: 12px; border: 1px solid var(--edge); background: var(--card); color: var(--ink); text-decoration: none; cursor: pointer; }
.btn.primary { background: var(--green); border-color: var(--green); color: var(--on-green); }
.btn.quiet { min-height: 44px; margin-top: 0; font-weight: 550; font-size: 15px; }
.btn.plain { border-color: transparent; background: none; color: var(--ink-2); text-decoration: underline; text-underline-offset: 3px; }
:focus-visible { outline: 3px solid var(--green); outline-offset: 2px; }
.steps { list-style: none; padding: 0; margin-top: 20px; } .steps li { border-bottom: 1px solid var(--line); } .steps li:last-child { border: 0; }
.line .small, .steps a .small { display: block; } .card + .small { margin-top: 10px; } .small + details { margin-top: 12px; }
.steps a, .steps span.step { display: flex; justify-content: space-between; gap: 12px; padding: 13px 0; text-decoration: none; }
li.files { display: flex; gap: 16px; } .files a:first-child { flex: 1; }
.files a + a { padding-inline: 6px; color: var(--ink-2); } .files a + a, .files .muted { text-decoration: underline; }
nav .steps a { justify-content: flex-start; } nav .steps a::after { content: "›" / ""; color: var(--ink-2); }
nav .steps .muted, nav .steps a:not(:has(.muted))::after { margin-left: auto; }
.tag { display: inline-flex; align-items: center; gap: 6px; height: 24px; padding: 0 8px; border-radius: 6px; font-size: 13px; font-weight: 550; white-space: nowrap; }
.tag::before { content: ""; width: 7px; height: 7px; border-radius: 50%; background: currentColor; }
.tag.ok { color: var(--green); background: var(--green-soft); }
.tag.wait { color: var(--amber); background: var(--amber-soft); } .tag.wait::before { background: none; border: 2px solid currentColor; }
.tag.bad { color: var(--red); background: var(--red-soft); } .tag.bad::before { border-radius: 1px; transform: rotate(45deg); }
.tag.transit { color: var(--blue); background: var(--blue-soft); } .tag.transit::before { border-radius: 2px; width: 10px; height: 3px; }
.photos { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; margin-top: 14px; } .photos img { width: 100%; aspect-ratio: 1; object-fit: cover; border-radius: 8px; }
footer { border-top: 1px solid var(--line); margin-top: 28px; padding-top: 16px; }
`;
