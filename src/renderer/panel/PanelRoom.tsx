import type { ReactNode } from 'react';
import './panel.css';

/** Keeps the room of a panel that is not here yet. */
export const PanelRoom = ({ edge }: { edge: ReactNode }) => (
  <div className="panel" aria-busy="true">
    {edge}
  </div>
);
