import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useRouter } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { keepCsrfToken } from '../../api/client';
import { useSignIn } from '../../api/commands';
import { queries } from '../../api/queries';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { rules, useSubmit } from '../../ui/form';
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
  const { errors } = form.formState;
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
        <Field label="Email" error={errors.email?.message}>
          {(props) => (
            <input type="email" autoComplete="username" {...props} {...form.register('email', rules.email)} />
          )}
        </Field>
        <Field label="Password" error={errors.password?.message}>
          {(props) => (
            <input
              type="password"
              autoComplete="current-password"
              {...props}
              {...form.register('password', rules.required('Your password'))}
            />
          )}
        </Field>
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
