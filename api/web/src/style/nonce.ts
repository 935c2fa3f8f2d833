/** What the content security policy asks of every style sheet that is made here; fresh with each answer of the service. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
