import { inGroups, type Pin } from '../../shared/model/trust.ts';
import './trust.css';

/** A key or a certificate by its fingerprint, in groups that people read to each other: four to a line wherever there is room. */
export function Fingerprint({ pin, label }: { pin: string; label: string }) {
  return (
    <figure className="fingerprint" aria-label={label}>
      <div className="fingerprint-groups">
        {inGroups(pin)
          .split(' ')
          .map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a group may come twice, and none ever moves.
            <code key={index}>{group}</code>
          ))}
      </div>
    </figure>
  );
}

/** Two keys that are to be told apart. */
export function TwoKeys(props: {
  before: { label: string; pin: Pin | null; none: string };
  now: { label: string; pin: Pin };
}) {
  const { before, now } = props;
  return (
    <div className="two-keys">
      <section>
        <h2 className="field-label">{before.label}</h2>
        {before.pin === null ? (
          <p className="two-keys-none">{before.none}</p>
        ) : (
          <Fingerprint pin={before.pin} label={before.label} />
        )}
      </section>
      <section>
        <h2 className="field-label">{now.label}</h2>
        <Fingerprint pin={now.pin} label={now.label} />
      </section>
    </div>
  );
}
