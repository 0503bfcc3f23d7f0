const { fixture } = window;
document.querySelector('h1').textContent = `Hello, ${fixture.name}`;
document.title = `Window ${fixture.name}`;
window.ticks = [];
window.clicks = [];
fixture.on('tick', (tick) => window.ticks.push(tick));
fixture.on('clicked', (title) => window.clicks.push(title));
