import { defineConfig } from 'prisma/config';

/** Where Prisma finds the schema and its migrations; the database's address comes from the scripts that call it. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
});
