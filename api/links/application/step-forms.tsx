import type { ReactElement } from 'react';
import type { ApplicationStep } from '../../../domain/application-steps';
import { screeningConsent } from '../../../domain/screening-consent';
import { Form, Go, PhotoField, Pick, TextField } from '../kernel/forms';
import { IdentityFields, IncomeFields, ResidenceFields, type StepFormProps } from './person-fields';
import { APPLY, STEPS } from './words';

/** The page of one step. */
export function StepPage({ step, ...props }: StepFormProps & { step: ApplicationStep }) {
  const { locale, base } = props.visit;
  return (
    <>
      <h1>{STEPS[step][locale]}</h1>
      <Form visit={props.visit} step={step} photos={step === 'documents'}>
        {FIELDS[step](props)}
        <Go>{APPLY.save[locale]}</Go>
      </Form>
      <p>
        <a href={`${base}?lang=${locale}`}>{APPLY.back[locale]}</a>
      </p>
    </>
  );
}

const FIELDS: Readonly<Record<ApplicationStep, (props: StepFormProps) => ReactElement>> = {
  identity: IdentityFields,
  income: IncomeFields,
  residence: ResidenceFields,
  pets: PetFields,
  documents: DocumentFields,
  consent: ConsentFields,
};

function PetFields({ visit, steps: { pets } }: StepFormProps) {
  const { locale } = visit;
  const count = { visit, type: 'number', min: 0, max: 20, inputMode: 'numeric' as const };
  return (
    <>
      <TextField
        {...count}
        name="pets"
        label={APPLY.petCount[locale]}
        hint={APPLY.petHint[locale]}
        required
        defaultValue={pets?.pets ?? 0}
      />
      <TextField
        {...count}
        name="assistance_animals"
        label={APPLY.assistance[locale]}
        defaultValue={pets?.assistance_animals ?? 0}
      />
      <TextField
        visit={visit}
        name="description"
        label={APPLY.petKinds[locale]}
        maxLength={300}
        defaultValue={pets?.description}
      />
    </>
  );
}

function DocumentFields({ visit, steps: { documents } }: StepFormProps) {
  const { locale } = visit;
  return (
    <>
      {documents === undefined ? null : (
        <p className="muted">
          {APPLY.photosSaved[locale]} {documents.count}
        </p>
      )}
      <PhotoField visit={visit} label={APPLY.photos[locale]} hint={APPLY.photosHint[locale]} />
    </>
  );
}

function ConsentFields({ visit, steps: { consent } }: StepFormProps) {
  const { locale, organization } = visit;
  const { title, paragraphs } = screeningConsent(organization.name, locale);
  return (
    <>
      <h2>{title}</h2>
      {paragraphs.map((paragraph) => (
        <p key={paragraph.slice(0, 24)}>{paragraph}</p>
      ))}
      <Pick
        visit={visit}
        type="checkbox"
        name="agree"
        value="yes"
        label={APPLY.agree[locale]}
        checked={consent !== undefined}
        required
      />
      <TextField
        visit={visit}
        name="signature"
        label={APPLY.sign[locale]}
        required
        maxLength={160}
        autoComplete="name"
        defaultValue={consent?.signature}
      />
    </>
  );
}
