import { readFileSync, writeFileSync } from 'node:fs';
import { freePorts, isFree } from '../servers/ports';
import { inTenure } from '../servers/project';

/** Who listens where the first time; afterwards each keeps the port it had. */
const wished = {
  web: 4000,
  api: 4001,
  sandbox: 4002,
  sandboxTls: 4003,
  sandboxS3: 4004,
  temporal: 4005,
  temporalUi: 4006,
  postgres: 4007,
  metrics: 4008,
};

export type Ports = Record<keyof typeof wished, number>;

const file = inTenure('ports.json');

/** A free port for everyone: the remembered one, else the wished one, else any, which is said. */
export async function choosePorts(say: (line: string) => void): Promise<Ports> {
  const remembered = { ...wished, ...readRemembered() };
  const names = Object.keys(wished) as (keyof Ports)[];
  const free = await Promise.all(names.map((name) => isFree(remembered[name])));
  const taken = names.filter((_, index) => !free[index]);
  const others = await freePorts(taken.length);
  const changes = taken.map((name, index): [keyof Ports, number] => [name, others[index] ?? 0]);
  for (const [name, port] of changes) say(`port ${remembered[name]} is taken: ${name} listens on ${port} instead`);
  const ports: Ports = { ...remembered, ...Object.fromEntries(changes) };
  writeFileSync(file, JSON.stringify(ports, null, 2));
  return ports;
}

function readRemembered(): Partial<Ports> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
