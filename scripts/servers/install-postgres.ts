import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { findPostgres, oldestVersion, type PostgresPrograms } from './find-postgres';
import { installPackages, isOffered, mayInstallPackages } from './install-debian';
import { CannotGoOn } from './project';

/** What to type where PostgreSQL with PostGIS is missing and we can't install it. */
export function missingPostgres(): CannotGoOn {
  const command =
    process.platform === 'darwin'
      ? 'brew install postgresql@17 postgis'
      : existsSync('/usr/bin/apt-get')
        ? 'sudo apt-get install -y postgresql postgresql-postgis'
        : existsSync('/usr/bin/dnf')
          ? 'sudo dnf install -y postgresql-server postgresql-contrib postgis'
          : existsSync('/sbin/apk')
            ? 'apk add postgresql17 postgis'
            : 'your package manager (PostgreSQL and PostGIS)';
  return new CannotGoOn(
    `PostgreSQL ${oldestVersion} or newer with PostGIS is missing: install it with "${command}", ` +
      'or start Docker, or set DATABASE_URL to a database of yours.',
  );
}

/** Installs the distribution's PostgreSQL and PostGIS where we may; undefined where we may not. */
export async function installPostgres(): Promise<PostgresPrograms | undefined> {
  if (!(await mayInstallPackages())) return undefined;
  for (const version of [15, 16, 17, 18]) {
    const postgis = `postgresql-${version}-postgis-3`;
    if (!(await isOffered(postgis))) continue;
    await withoutDebianCluster(() => installPackages(`postgresql-${version}`, postgis));
    return findPostgres();
  }
  return undefined;
}

/** Debian makes and starts a cluster of its own when the server is installed; we need only the programs. */
async function withoutDebianCluster(install: () => Promise<void>): Promise<void> {
  const file = '/etc/postgresql-common/createcluster.conf';
  const isOurs = process.getuid?.() === 0 && !existsSync(file);
  if (isOurs) {
    mkdirSync('/etc/postgresql-common', { recursive: true });
    writeFileSync(file, 'create_main_cluster = false\nstart_conf = disabled\n');
  }
  try {
    await install();
  } finally {
    // Back to Debian's own: who installs another version later gets what they expect.
    if (isOurs) rmSync(file, { force: true });
  }
}
