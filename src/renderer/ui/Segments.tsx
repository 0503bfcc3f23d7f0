import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import './segments.css';

/** A choice of one among few, side by side. */
export function Segments<T extends string>(props: {
  label: string;
  value: T;
  /** `name` is spoken where the label is a picture. */
  options: readonly { value: T; label: string; name?: string }[];
  onChange: (value: T) => void;
}) {
  return (
    <RadioGroup
      className="segments"
      aria-label={props.label}
      value={props.value}
      onValueChange={(value: T) => props.onChange(value)}
    >
      {props.options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          className="segment"
          aria-label={option.name}
          title={option.name}
          nativeButton
          render={<button type="button" />}
        >
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
