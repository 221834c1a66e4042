import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { keepCsrfToken } from '../../api/client';
import { useSignUp } from '../../api/commands';
import { queries } from '../../api/queries';
import { zoneWords } from '../../format/words';
import { Button } from '../../ui/button';
import { Field } from '../../ui/field';
import { rules, useSubmit } from '../../ui/form';
import { ProblemNote } from '../../ui/page';
import { Door } from './door';
import { US_ZONES } from './us-zones';

const MIN_PASSWORD = 10;

export function SignUp() {
  const router = useRouter();
  const queryClient = useQueryClient();
  const signUp = useSignUp();
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const form = useForm({
    defaultValues: {
      organization_name: '',
      name: '',
      email: '',
      password: '',
      time_zone: US_ZONES.includes(here) ? here : 'America/Los_Angeles',
    },
  });
  const { submit, problem } = useSubmit(form, async (values) => {
    const session = await signUp.mutateAsync(values);
    keepCsrfToken(session.csrf_token);
    queryClient.clear();
    queryClient.setQueryData(queries.session().queryKey, session);
    router.history.push('/');
  });
  const { errors } = form.formState;
  return (
    <Door title="Open an account" under="You start with an empty portfolio and can invite your team later.">
      <form
        noValidate
        className="card grid gap-4 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field label="Your business" hint="As tenants should see it" error={errors.organization_name?.message}>
          {(props) => (
            <input
              autoComplete="organization"
              {...props}
              {...form.register('organization_name', rules.required('The name tenants will see'))}
            />
          )}
        </Field>
        <Field label="Your name" error={errors.name?.message}>
          {(props) => <input autoComplete="name" {...props} {...form.register('name', rules.required('Your name'))} />}
        </Field>
        <Field label="Email" error={errors.email?.message}>
          {(props) => (
            <input type="email" autoComplete="username" {...props} {...form.register('email', rules.email)} />
          )}
        </Field>
        <Field
          label="Password"
          hint={`At least ${MIN_PASSWORD} characters; a sentence is fine`}
          error={errors.password?.message}
        >
          {(props) => (
            <input
              type="password"
              autoComplete="new-password"
              {...props}
              {...form.register('password', {
                required: 'A password',
                minLength: { value: MIN_PASSWORD, message: `At least ${MIN_PASSWORD} characters` },
              })}
            />
          )}
        </Field>
        <Field
          label="Time zone"
          hint="Rent falls due by the clock of each property; this one is for the rest"
          error={errors.time_zone?.message}
        >
          {(props) => (
            <select {...props} {...form.register('time_zone')}>
              {US_ZONES.map((zone) => (
                <option key={zone} value={zone}>
                  {zoneWords(zone)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {problem ? <ProblemNote error={problem} /> : null}
        <Button type="submit" look="primary" busy={signUp.isPending}>
          Open the account
        </Button>
      </form>
      <p className="text-ink-2">
        Already have one?{' '}
        <Link to="/sign-in" search={{}} className="link text-ink">
          Sign in
        </Link>
      </p>
    </Door>
  );
}
