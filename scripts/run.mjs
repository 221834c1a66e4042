// npm run demo, bench, simulate, migrate, generate: the first word names the tool.
import { handOver } from './bootstrap.mjs';

await handOver('tool.ts');
