import type { Running } from './running';

/** Tells the story on the screen. */
export type Say = {
  chapter(title: string): void;
  /** One thing that happened; `where` are paths of the admin app, `workflow` an id in Temporal. */
  step(text: string, links?: { app?: string; workflow?: string }): void;
};

/** Prints each step as it happens, with the way to see it in the admin app and in Temporal. */
export function createSay({ web, temporal_ui }: Running, begun = Date.now()): Say {
  return {
    chapter: (title) => console.log(`\n${title}`),
    step(text, { app, workflow } = {}) {
      const seconds = ((Date.now() - begun) / 1000).toFixed(1).padStart(6);
      console.log(`${seconds} s  ${text}`);
      if (app !== undefined) console.log(`            ${web}${app}`);
      if (workflow !== undefined) {
        console.log(`            ${temporal_ui}/namespaces/default/workflows/${encodeURIComponent(workflow)}`);
      }
    },
  };
}
