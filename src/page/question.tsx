import { useId, useRef, useState } from 'preact/hooks';
import { generatedPassword, passwordLength } from '../rancher/form/generated-password.ts';
import type { ShownQuestion } from '../rancher/form/shown-page.ts';
import type { Widget } from '../rancher/form/widget.ts';

interface Props {
  readonly shown: ShownQuestion;
  readonly onEnter: (input: string | boolean) => void;
}

interface BoxProps extends Props {
  readonly id: string;
  readonly described: string | undefined;
}

const text = (shown: ShownQuestion) => String(shown.shown);

function TextBox({
  shown,
  onEnter,
  id,
  described,
  type,
}: BoxProps & { readonly type: 'text' | 'number' | 'password' }) {
  // The types of Preact are a union by this attribute.
  const typed = { type } as { readonly type: 'text' };
  return (
    <input
      id={id}
      {...typed}
      class="field"
      autocomplete="off"
      spellcheck={false}
      value={text(shown)}
      aria-required={shown.question.required}
      aria-describedby={described}
      onInput={(event) => onEnter(event.currentTarget.value)}
    />
  );
}

function Multiline({ shown, onEnter, id, described, rows }: BoxProps & { readonly rows: number }) {
  return (
    <textarea
      id={id}
      class="field mono"
      rows={rows}
      spellcheck={false}
      value={text(shown)}
      aria-required={shown.question.required}
      aria-describedby={described}
      onInput={(event) => onEnter(event.currentTarget.value)}
    />
  );
}

/** After a generated password is shown, the box stays a text box, as in Rancher. */
function Password({ button, ...props }: BoxProps & { readonly button: string }) {
  const [isShown, setShown] = useState(false);
  const row = useRef<HTMLDivElement>(null);
  const generate = () => {
    const random = crypto.getRandomValues(new Uint32Array(passwordLength));
    props.onEnter(generatedPassword(random));
    setShown(true);
    window.setTimeout(() => row.current?.querySelector('input')?.select());
  };
  return (
    <div class="joined" ref={row}>
      <TextBox {...props} type={isShown ? 'text' : 'password'} />
      <button
        type="button"
        class="button primary"
        onClick={generate}
        aria-label={`${button} ${props.shown.question.label}`}
      >
        {button}
      </button>
    </div>
  );
}

function Select({
  widget: { prompt, groups },
  ...props
}: BoxProps & { readonly widget: Extract<Widget, { kind: 'select' }> }) {
  const { shown, onEnter, id, described } = props;
  const options = (choices: (typeof groups)[number]['choices']) =>
    choices.map(({ text: name, value }) => (
      <option key={value} value={value} selected={value === shown.shown}>
        {name}
      </option>
    ));
  return (
    <select
      id={id}
      class="field"
      value={text(shown)}
      aria-required={shown.question.required}
      aria-describedby={described}
      onChange={(event) => onEnter(event.currentTarget.value)}
    >
      <option value="">{prompt}</option>
      {groups.map(({ label, choices }) =>
        label === undefined ? (
          options(choices)
        ) : (
          <optgroup key={label} label={label}>
            {options(choices)}
          </optgroup>
        ),
      )}
    </select>
  );
}

function Box(props: BoxProps) {
  const { widget } = props.shown;
  switch (widget.kind) {
    case 'textarea':
      return <Multiline {...props} rows={widget.rows} />;
    case 'password':
      return <Password {...props} button={widget.button} />;
    case 'select':
      return <Select {...props} widget={widget} />;
    case 'number':
      return <TextBox {...props} type="number" />;
    case 'masked':
      return <TextBox {...props} type="password" />;
    case 'text':
    case 'unknown':
    case 'radios':
    default:
      return <TextBox {...props} type="text" />;
  }
}

/** The label without its mark, which is drawn beside it. */
function Label({ shown }: { readonly shown: ShownQuestion }) {
  const { label, required } = shown.question;
  return (
    <>
      {label}
      {required && <span class="required">*</span>}
    </>
  );
}

function Radios({ shown, onEnter }: Props) {
  const id = useId();
  const { widget, question } = shown;
  if (widget.kind !== 'radios') return null;
  return (
    <fieldset aria-describedby={question.description === '' ? undefined : `${id}-help`}>
      <legend>
        <Label shown={shown} />
      </legend>
      <div class="radios">
        {widget.choices.map(({ text: name, value }) => (
          <label key={name}>
            <input
              type="radio"
              name={id}
              checked={shown.shown === value}
              onChange={() => onEnter(value)}
            />{' '}
            {name}
          </label>
        ))}
      </div>
      <Help id={`${id}-help`} text={question.description} />
    </fieldset>
  );
}

function Help({ id, text: help }: { readonly id: string; readonly text: string }) {
  return help === '' ? null : (
    <p class="help" id={id}>
      {help}
    </p>
  );
}

/** A question of the form: label, widget, and its description below it. */
export function Question({ shown, onEnter }: Props) {
  const id = useId();
  const { widget, question } = shown;
  if (widget.kind === 'radios') return <Radios shown={shown} onEnter={onEnter} />;
  const described = question.description === '' ? undefined : `${id}-help`;
  return (
    <div>
      <label for={id}>
        <Label shown={shown} />
      </label>
      <Box shown={shown} onEnter={onEnter} id={id} described={described} />
      {widget.kind === 'unknown' && <p class="help unknown">{widget.note}</p>}
      <Help id={`${id}-help`} text={question.description} />
    </div>
  );
}
