import type { Files } from '../services';

/** Object storage in memory: what was put can be got; an upload URL leads nowhere, `put` stands in for using it. */
export function createMemoryFiles(): Files {
  const kept = new Map<string, { body: Buffer; contentType: string }>();
  return {
    async put({ key, body, contentType }) {
      kept.set(key, { body, contentType });
    },
    async get(key) {
      const file = kept.get(key);
      if (file === undefined) throw new Error(`no such file: ${key}`);
      return file;
    },
    async head(key) {
      const file = kept.get(key);
      return file === undefined ? null : { size: file.body.length, contentType: file.contentType };
    },
    uploadUrl: async ({ key }) => `https://files.test/${key}?upload`,
    downloadUrl: async ({ key }) => `https://files.test/${key}`,
  };
}
