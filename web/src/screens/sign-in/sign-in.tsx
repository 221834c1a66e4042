import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { keepCsrfToken } from '../../api/client';
import { useSignIn } from '../../api/commands';
import { queries } from '../../api/queries';
import { Button } from '../../ui/button';
import { useSubmit } from '../../ui/form';
import { EmailField, TextField } from '../../ui/inputs';
import { ProblemNote } from '../../ui/page';
import { Door } from './door';

const route = getRouteApi('/sign-in');

/** Only an address of this app may be gone to after signing in. */
const safe = (next: string | undefined) =>
  next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/\\') ? next : '/';

export function SignIn() {
  const { next } = route.useSearch();
  const router = useRouter();
  const queryClient = useQueryClient();
  const signIn = useSignIn();
  const form = useForm({ defaultValues: { email: '', password: '' } });
  const { submit, problem } = useSubmit(form, async (values) => {
    const session = await signIn.mutateAsync(values);
    keepCsrfToken(session.csrf_token);
    queryClient.clear();
    queryClient.setQueryData(queries.session().queryKey, session);
    router.history.push(safe(next));
  });
  const { control } = form;
  return (
    <Door title="Sign in" under="For landlords and the people who work with them.">
      <form
        noValidate
        className="card grid gap-4 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <EmailField control={control} name="email" label="Email" autoComplete="username" />
        <TextField
          control={control}
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          required="Your password"
        />
        {problem ? <ProblemNote error={problem} /> : null}
        <Button type="submit" look="primary" busy={signIn.isPending}>
          Sign in
        </Button>
      </form>
      <p className="text-ink-2">
        New here?{' '}
        <Link to="/sign-up" className="link text-ink">
          Open an account for your business
        </Link>
      </p>
    </Door>
  );
}
