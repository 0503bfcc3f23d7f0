import { type ReactNode, useEffect, useId, useRef } from 'react';

/** Something that is told once and never again. Takes the focus, since what it was made with is gone. */
export function ShownOnce(props: { title: string; lead: string; children: ReactNode }) {
  const id = useId();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section className="manage-once" aria-labelledby={id}>
      <h2 className="manage-title" id={id} ref={title} tabIndex={-1}>
        {props.title}
      </h2>
      <p>{props.lead}</p>
      {props.children}
    </section>
  );
}
