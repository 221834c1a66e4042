// npm run demo, bench, migrate, generate: the first word names the tool.
import { handOver } from './bootstrap.mjs';

await handOver('tool.ts');
