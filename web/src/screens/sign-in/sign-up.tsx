import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { keepCsrfToken } from '../../api/client';
import { useSignUp } from '../../api/commands';
import { queries } from '../../api/queries';
import { Button } from '../../ui/button';
import { useSubmit } from '../../ui/form';
import { EmailField, SelectField, TextField } from '../../ui/inputs';
import { ProblemNote } from '../../ui/page';
import { Door } from './door';
import { US_ZONES, zonesIn } from './us-zones';

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
  const { control } = form;
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
        <TextField
          control={control}
          name="organization_name"
          label="Your business"
          hint="As tenants should see it"
          autoComplete="organization"
          required="The name tenants will see"
        />
        <TextField control={control} name="name" label="Your name" autoComplete="name" required="Your name" />
        <EmailField control={control} name="email" label="Email" autoComplete="username" />
        <TextField
          control={control}
          name="password"
          label="Password"
          hint={`At least ${MIN_PASSWORD} characters; a sentence is fine`}
          type="password"
          autoComplete="new-password"
          required="A password"
          check={(typed) => typed.length >= MIN_PASSWORD || `At least ${MIN_PASSWORD} characters`}
        />
        <SelectField
          control={control}
          name="time_zone"
          label="Time zone"
          hint="Rent falls due by the clock of each property; this one is for the rest"
          options={zonesIn(US_ZONES)}
        />
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
