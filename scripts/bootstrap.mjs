// What every command does first, with nothing but Node: checks Node's version, installs the locked dependencies if they
// are missing or older than package-lock.json, then hands over to the TypeScript beside this file.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const oldestNode = [20, 19];

/** Prepares node_modules and calls `main(args)` of a TypeScript file in this folder. */
export async function handOver(file, args = process.argv.slice(2)) {
  requireNode();
  installDependencies();
  const require = createRequire(import.meta.url);
  require('tsx/cjs');
  await require(path.join(project, 'scripts', file)).main(args);
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  fail(
    `Tenure needs Node ${oldestNode.join('.')} or newer, and this is ${process.versions.node}: install it from nodejs.org.`,
  );
}

function installDependencies() {
  const modules = path.join(project, 'node_modules');
  const stamp = path.join(modules, '.tenure-installed');
  const lock = createHash('sha256')
    .update(readFileSync(path.join(project, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  if (isInstalledFrom(modules)) return writeFileSync(stamp, lock);
  console.log('  … installing the locked dependencies (npm ci), a minute or two the first time');
  const begun = Date.now();
  const npm = process.env.npm_execpath
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  const { status, signal } = spawnSync(npm[0], [...npm.slice(1), 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: project,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (signal) process.exit(130);
  if (status !== 0) fail('npm ci failed: its reason stands above. Check the network or the proxy and run this again.');
  writeFileSync(stamp, lock);
  console.log(`  ✓ dependencies (${((Date.now() - begun) / 1000).toFixed(0)} s)`);
}

/** True when someone ran npm by hand after the lockfile last changed: npm keeps a copy of what it installed. */
function isInstalledFrom(modules) {
  const copy = path.join(modules, '.package-lock.json');
  if (!existsSync(copy)) return false;
  const installed = JSON.parse(readFileSync(copy, 'utf8')).packages ?? {};
  const wanted = JSON.parse(readFileSync(path.join(project, 'package-lock.json'), 'utf8')).packages ?? {};
  return Object.entries(wanted).every(
    ([name, { version, optional }]) => name === '' || optional || installed[name]?.version === version,
  );
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
