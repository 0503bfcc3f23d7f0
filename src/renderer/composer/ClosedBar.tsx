/** Stands in the composer's place where nothing that is written would reach anybody, and says why. */
export const ClosedBar = ({ words }: { words: string }) => (
  <div className="composer preview" data-region="composer">
    <span className="preview-words">{words}</span>
  </div>
);
