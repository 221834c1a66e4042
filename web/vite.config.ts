import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env.API_URL ?? 'http://127.0.0.1:3000';
const port = process.env.WEB_PORT ? Number(process.env.WEB_PORT) : undefined;

/** Everything that is not the app itself answers from the API, so the browser knows one origin and one cookie. */
const proxy = Object.fromEntries(
  ['/v1', '/l/', '/assets/links.css', '/openapi.json', '/webhooks', '/codec', '/docs'].map((path) => [
    path,
    { target: api, changeOrigin: false, xfwd: true },
  ]),
);
const listen = { host: '127.0.0.1', strictPort: port !== undefined, proxy, ...(port === undefined ? {} : { port }) };

/** Which chunk a module of node_modules goes to; the map is only ever loaded by the map view. */
const vendors: [name: string, test: RegExp][] = [
  ['react', /node_modules\/(react|react-dom|scheduler|use-sync-external-store)\//],
  ['router', /node_modules\/@tanstack\/(react-router|router-core|history|react-query|query-core|react-store|store)\//],
];

export default defineConfig({
  plugins: [react(), tailwindcss()],
  server: listen,
  preview: listen,
  build: {
    target: 'es2023',
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: { codeSplitting: { groups: vendors.map(([name, test]) => ({ name, test })) } },
    },
  },
});
