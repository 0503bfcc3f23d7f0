/** Keeps the room of the conversation while what shows it is fetched. */
export const ViewRoom = () => <main className="view" aria-busy="true" />;
