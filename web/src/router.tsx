import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { keepCsrfToken } from './api/client';
import { Problem } from './api/problem';
import { queries } from './api/queries';
import { US_STATES } from './format/us-states';
import { PROPERTY_TYPES, statesOf, TRADES } from './format/words';
import { AppFrame } from './frame/app-frame';
import { Broken, NotFound } from './frame/not-found';
import { Skeleton } from './ui/card';

/** A session that ended in the middle of the work leads to the sign-in, and from there back. */
function onProblem(error: Error) {
  const { pathname, href } = router.state.location;
  if (!(error instanceof Problem && error.code === 'unauthenticated') || pathname.startsWith('/sign-')) return;
  keepCsrfToken(null);
  queryClient.removeQueries({ queryKey: ['session'] });
  void router.navigate({ to: '/sign-in', search: { next: href } });
}

const ASK_AGAIN_MS = 5_000;

/** Whether it may go better the next time: the server or the way to it was in trouble. */
function mayPass(error: Error): boolean {
  return !(error instanceof Problem) || error.status === 0 || error.status >= 500;
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey }) => (queryKey[0] === 'session' ? undefined : onProblem(error)),
  }),
  mutationCache: new MutationCache({ onError: (error) => onProblem(error) }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
      // What could not be brought up to date is asked again for as long as somebody looks at it.
      refetchInterval: ({ state: { error } }) => (error !== null && mayPass(error) ? ASK_AGAIN_MS : false),
    },
  },
});

type Search = Record<string, unknown>;
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
/** Only a value that is known; a mistyped address filters nothing instead of failing. */
const among = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((one) => one === value);
const STATE_CODES = US_STATES.map(({ value }) => value);
const flag = (value: unknown) => (value === true || value === 'true' ? true : undefined);

/** Keeps only what is set, so that addresses stay short. */
function keep<T extends Record<string, unknown>>(search: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: Broken,
});

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: AppFrame,
  beforeLoad: async ({ context, location }) => {
    try {
      const session = await context.queryClient.ensureQueryData(queries.session());
      keepCsrfToken(session.csrf_token);
    } catch (error) {
      if (!(error instanceof Problem && error.status === 401)) throw error;
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
    }
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (s: Search) => keep({ next: text(s.next) }),
  component: lazyRouteComponent(() => import('./screens/sign-in/sign-in'), 'SignIn'),
});
const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('./screens/sign-in/sign-up'), 'SignUp'),
});

const today = createRoute({
  getParentRoute: () => app,
  path: '/',
  component: lazyRouteComponent(() => import('./screens/today/today'), 'TodayScreen'),
});
const properties = createRoute({
  getParentRoute: () => app,
  path: '/properties',
  validateSearch: (s: Search) =>
    keep({
      q: text(s.q),
      state: among(STATE_CODES, s.state),
      type: among(PROPERTY_TYPES, s.type),
      view: s.view === 'map' ? ('map' as const) : undefined,
      add: flag(s.add),
    }),
  component: lazyRouteComponent(() => import('./screens/portfolio/properties'), 'Properties'),
});
const property = createRoute({
  getParentRoute: () => app,
  path: '/properties/$propertyId',
  component: lazyRouteComponent(() => import('./screens/portfolio/property'), 'PropertyPage'),
});
const unit = createRoute({
  getParentRoute: () => app,
  path: '/units/$unitId',
  component: lazyRouteComponent(() => import('./screens/portfolio/unit'), 'UnitPage'),
});
const applications = createRoute({
  getParentRoute: () => app,
  path: '/applications',
  validateSearch: (s: Search) =>
    keep({ status: among(statesOf('application'), s.status), invite: flag(s.invite), unit: text(s.unit) }),
  component: lazyRouteComponent(() => import('./screens/applications/applications'), 'Applications'),
});
const application = createRoute({
  getParentRoute: () => app,
  path: '/applications/$applicationId',
  component: lazyRouteComponent(() => import('./screens/applications/application'), 'ApplicationPage'),
});
const leases = createRoute({
  getParentRoute: () => app,
  path: '/leases',
  validateSearch: (s: Search) =>
    keep({
      status: among(statesOf('lease'), s.status),
      q: text(s.q),
      start: flag(s.start),
      unit: text(s.unit),
      application: text(s.application),
    }),
  component: lazyRouteComponent(() => import('./screens/leases/leases'), 'Leases'),
});
const AGEING = ['0_30', '31_60', '61_90', 'over_90'] as const;
const LEASE_TABS = ['money', 'people', 'documents', 'repairs'] as const;
const lease = createRoute({
  getParentRoute: () => app,
  path: '/leases/$leaseId',
  validateSearch: (s: Search) => keep({ tab: LEASE_TABS.find((tab) => tab === s.tab) }),
  component: lazyRouteComponent(() => import('./screens/leases/lease'), 'LeasePage'),
});
const rentRuns = createRoute({
  getParentRoute: () => app,
  path: '/rent-runs',
  validateSearch: (s: Search) => keep({ dry: flag(s.dry) }),
  component: lazyRouteComponent(() => import('./screens/rent-runs/rent-runs'), 'RentRuns'),
});
const delinquencies = createRoute({
  getParentRoute: () => app,
  path: '/delinquencies',
  validateSearch: (s: Search) =>
    keep({
      bucket: AGEING.find((bucket) => bucket === s.bucket),
      only: s.only === 'plan' || s.only === 'dispute' ? (s.only as 'plan' | 'dispute') : undefined,
    }),
  component: lazyRouteComponent(() => import('./screens/collections/delinquencies'), 'Delinquencies'),
});
const deposits = createRoute({
  getParentRoute: () => app,
  path: '/deposits',
  component: lazyRouteComponent(() => import('./screens/deposits/deposits'), 'Deposits'),
});
const disputes = createRoute({
  getParentRoute: () => app,
  path: '/disputes',
  component: lazyRouteComponent(() => import('./screens/collections/disputes'), 'Disputes'),
});
const reconciliation = createRoute({
  getParentRoute: () => app,
  path: '/reconciliation',
  component: lazyRouteComponent(() => import('./screens/reconciliation/reconciliation'), 'Reconciliation'),
});
const reports = createRoute({
  getParentRoute: () => app,
  path: '/reports',
  validateSearch: (s: Search) =>
    keep({
      kind: text(s.kind),
      lease: text(s.lease),
      from: text(s.from),
      to: text(s.to),
      on: text(s.on),
      // A year and a month look like numbers in an address.
      year: text(s.year === undefined ? undefined : String(s.year)),
      period: text(s.period),
    }),
  component: lazyRouteComponent(() => import('./screens/reports/reports'), 'Reports'),
});
const maintenance = createRoute({
  getParentRoute: () => app,
  path: '/maintenance',
  validateSearch: (s: Search) => keep({ severity: among(statesOf('severity'), s.severity), report: flag(s.report) }),
  component: lazyRouteComponent(() => import('./screens/maintenance/board'), 'Board'),
});
const request = createRoute({
  getParentRoute: () => app,
  path: '/maintenance/$requestId',
  component: lazyRouteComponent(() => import('./screens/maintenance/request'), 'RequestPage'),
});
const vendors = createRoute({
  getParentRoute: () => app,
  path: '/vendors',
  validateSearch: (s: Search) => keep({ trade: among(TRADES, s.trade), add: flag(s.add) }),
  component: lazyRouteComponent(() => import('./screens/vendors/vendors'), 'Vendors'),
});
const fees = createRoute({
  getParentRoute: () => app,
  path: '/fees',
  component: lazyRouteComponent(() => import('./screens/fees/fee-policy'), 'FeePolicyPage'),
});
const owners = createRoute({
  getParentRoute: () => app,
  path: '/owners',
  component: lazyRouteComponent(() => import('./screens/owners/owners'), 'Owners'),
});
const owner = createRoute({
  getParentRoute: () => app,
  path: '/owners/$ownerId',
  component: lazyRouteComponent(() => import('./screens/owners/owner'), 'OwnerPage'),
});
const payouts = createRoute({
  getParentRoute: () => app,
  path: '/payouts',
  component: lazyRouteComponent(() => import('./screens/owners/payouts'), 'Payouts'),
});
const bills = createRoute({
  getParentRoute: () => app,
  path: '/bills',
  component: lazyRouteComponent(() => import('./screens/owners/bills'), 'Bills'),
});
const gettingPaid = createRoute({
  getParentRoute: () => app,
  path: '/getting-paid',
  component: lazyRouteComponent(() => import('./screens/owners/getting-paid'), 'GettingPaid'),
});
const team = createRoute({
  getParentRoute: () => app,
  path: '/team',
  component: lazyRouteComponent(() => import('./screens/team/team'), 'Team'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    signUp,
    app.addChildren([
      today,
      properties,
      property,
      unit,
      applications,
      application,
      leases,
      lease,
      rentRuns,
      owners,
      owner,
      payouts,
      bills,
      gettingPaid,
      delinquencies,
      disputes,
      reconciliation,
      reports,
      deposits,
      maintenance,
      request,
      vendors,
      team,
      fees,
    ]),
  ]),
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Skeleton lines={6} />,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
