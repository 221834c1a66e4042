import { type SandboxOptions, startSandbox } from './start';

async function main(): Promise<void> {
  const { env } = process;
  if (env.NODE_ENV === 'production') {
    throw new Error('NODE_ENV is production: the sandbox stands in for real vendors and never runs there.');
  }
  const running = await startSandbox(optionsFrom(env));
  console.log(`sandbox: ${running.url} (inbox at /inbox), tls ${running.tlsUrl}, object storage ${running.s3Url}`);
  const stop = () => void running.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

/** Reads the sandbox's variables; a number that is none is refused with its name. */
function optionsFrom(env: NodeJS.ProcessEnv): SandboxOptions {
  const text = (name: string, fallback: string) => env[name] || fallback;
  const number = <K extends keyof SandboxOptions>(key: K, name: string) => {
    const raw = env[name];
    if (raw === undefined || raw === '') return {};
    if (!/^\d+$/.test(raw)) throw new Error(`${name} is ${raw}, which is not a whole number.`);
    return { [key]: Number(raw) };
  };
  return {
    ...number('port', 'SANDBOX_PORT'),
    ...number('tlsPort', 'SANDBOX_TLS_PORT'),
    ...number('s3Port', 'SANDBOX_S3_PORT'),
    ...number('achSettleMs', 'SANDBOX_ACH_SETTLE_MS'),
    ...number('checkrCompleteMs', 'SANDBOX_CHECKR_COMPLETE_MS'),
    ...(env.SANDBOX_HOST ? { host: env.SANDBOX_HOST } : {}),
    ...(env.SANDBOX_URL ? { publicUrl: env.SANDBOX_URL.replace(/\/$/, '') } : {}),
    ...(env.SANDBOX_WEBHOOK_BASE ? { webhookBase: env.SANDBOX_WEBHOOK_BASE.replace(/\/$/, '') } : {}),
    dataDir: text('SANDBOX_DATA_DIR', '.tenure/sandbox'),
  };
}

main().catch((error: unknown) => {
  console.error(`sandbox: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
