export default { title: "Button" };

export const Plain = { render: () => "<button>@@version@@</button>" };
