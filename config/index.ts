import { ConfigurationError, type Environment, readEnvironment } from './environment';

export type { Environment } from './environment';

/** The running process's configuration; where it is wrong, says why on stderr and ends the process with code 78. */
export function loadEnvironment(): Environment {
  try {
    return readEnvironment(process.env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(`Tenure does not start with this configuration:\n${error.sentences.map((s) => `- ${s}`).join('\n')}`);
    process.exit(78); // EX_CONFIG of sysexits.h
  }
}
