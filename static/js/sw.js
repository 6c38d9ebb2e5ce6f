// The service worker: shows what is pushed, and leads to it. It keeps nothing and answers no request.
self.addEventListener("push", (event) => {
  const { title, url, tag } = event.data?.json() ?? {};
  if (title) event.waitUntil(self.registration.showNotification(title, { tag, data: { url } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(lead(new URL(event.notification.data?.url ?? "/", self.location.origin).href));
});

async function lead(url) {
  if (!url.startsWith(`${self.location.origin}/`)) return;
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = open.find((one) => one.url === url);
  await (there ? there.focus() : self.clients.openWindow(url));
}
