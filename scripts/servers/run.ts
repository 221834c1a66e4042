import { type ExecFileOptions, execFile } from 'node:child_process';

/**
 * Runs a program to its end and returns what it printed; it ends with this process at the latest.
 * @throws Error whose message is what the program said on stderr
 */
export function run(command: string, args: string[], options: ExecFileOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const all = { maxBuffer: 64 * 1024 * 1024, ...options };
    const child = execFile(command, args, all, (error, stdout, stderr) => {
      process.off('exit', end);
      if (error) reject(new Error(String(stderr).trim() || error.message));
      else resolve(String(stdout));
    });
    const end = () => child.kill();
    process.once('exit', end);
  });
}
