import { sumOfAll } from '../money/support/books';
import type { GivenLease } from '../money/support/given-lease';
import { createWorld, eventually, type World } from '../workflows/support/world';
import { COURSES, type Course } from './support/courses';
import { type Boundary, Crashes } from './support/crashes';
import { resultOf, withoutSteps } from './support/outcomes';

const LIMIT_MS = 120_000;
jest.setTimeout(4 * LIMIT_MS);

let world: World;
/** All courses run side by side; what is wrong with each, once known. */
let proofs: Record<string, Promise<unknown>>;
const crashes = new Crashes();
/** Activities that crashed for somebody. */
const known = new Set<string>();

beforeAll(async () => {
  world = await createWorld({ timeSkipping: false, crashes });
  const begun = Object.entries(COURSES).map(([name, course]) => {
    const proof = prove(course).then(
      () => null,
      (problem: unknown) => problem,
    );
    return [name, proof] as const;
  });
  proofs = Object.fromEntries(begun);
});
afterAll(() => world.close());

const activityOf = (boundary: Boundary) => boundary.replace(/^\w+\.(\S+) \d+$/, '$1');

/** Lets workers die after everything that a course does, each time for somebody else, and after what that leads to. */
async function prove(course: Course): Promise<void> {
  const calm = await undisturbed(course);
  const isOurs = (boundary: Boundary) => course.workflows.some((type) => boundary.startsWith(`${type}.`));
  const mustCrash = calm.boundaries.filter((boundary) => isOurs(boundary) && boundary.endsWith(' 1'));
  const crashed: Boundary[] = [];
  for (const boundary of calm.boundaries) known.add(activityOf(boundary));
  for (let wishes = calm.boundaries.filter(isOurs).map((each) => [each]); wishes.length > 0; ) {
    const leases = await runAll(course, wishes, calm.result);
    const next: Boundary[][] = [];
    for (const [index, { organizationId }] of leases.entries()) {
      crashed.push(...crashes.crashesOf(organizationId));
      for (const boundary of crashes.boundariesOf(organizationId).filter(isOurs)) {
        // Asked what became of it, it may crash again.
        if (known.has(activityOf(boundary))) continue;
        known.add(activityOf(boundary));
        next.push([...(wishes[index] ?? []), boundary]);
      }
    }
    wishes = next;
  }
  expect(crashed).toEqual(expect.arrayContaining(mustCrash));
}

/** The course without crashes. */
async function undisturbed(course: Course) {
  const lease = await course.given(world);
  await course.run(world, lease);
  const isOver = async () => {
    const { letters, states } = await resultOf(world, lease.organizationId, lease.email);
    return [...letters, ...states].some((line) => course.last.test(line));
  };
  await eventually(isOver, { what: `${course.last}`, limitMs: LIMIT_MS, everyMs: 100 });
  await rest(lease);
  return { result: await endOf(course, lease), boundaries: [...crashes.boundariesOf(lease.organizationId)] };
}

/** The same course for many, each with its own bad luck; all come to the same end. */
async function runAll(
  course: Course,
  wishes: readonly (readonly Boundary[])[],
  expected: object,
): Promise<GivenLease[]> {
  const asOne = async (boundaries: readonly Boundary[]) => {
    const lease = await course.given(world);
    crashes.wish(lease.organizationId, boundaries);
    await course.run(world, lease);
    const isOver = async () => JSON.stringify(await endOf(course, lease)) === JSON.stringify(expected);
    // Where it comes to another end, that is shown below.
    await eventually(isOver, { limitMs: LIMIT_MS, everyMs: 1_000 }).catch(() => {});
    await rest(lease);
    expect({ boundaries, ...(await endOf(course, lease)) }).toEqual({ boundaries, ...expected });
    return lease;
  };
  return Promise.all(wishes.map(asOne));
}

async function endOf({ skipsSteps }: Course, { organizationId, email }: GivenLease): Promise<object> {
  const result = await resultOf(world, organizationId, email);
  return skipsSteps === true ? withoutSteps(result) : result;
}

/** Until nothing of an organization is under way any more. */
async function rest({ organizationId }: GivenLease): Promise<void> {
  await eventually(
    async () => {
      const { rows } = await world.owner.query(UNDER_WAY, [organizationId]);
      return rows.length === 0;
    },
    { what: 'its commands and letters to be done', limitMs: LIMIT_MS, everyMs: 100 },
  );
}

const UNDER_WAY = `
  select 1 from commands where organization_id = $1 and status = 'pending'
  union all select 1 from messages where organization_id = $1 and status = 'queued'`;

test.each(Object.keys(COURSES))('%s: whatever answer is lost, the books and the bank are the same', async (name) => {
  const problem = await proofs[name];
  if (problem !== null) throw problem;
});

test('at the end all books balance, nothing came twice late, and no workflow failed of it', async () => {
  await world.settled();
  expect(await sumOfAll(world)).toBe(0);
  const { rows } = await world.owner.query(
    "select lease_id from presentments where status = 'succeeded' group by lease_id having count(*) > 1",
  );
  expect(rows).toEqual([]);
  expect(await world.client.workflow.count("ExecutionStatus = 'Failed'")).toMatchObject({ count: 0 });
});
