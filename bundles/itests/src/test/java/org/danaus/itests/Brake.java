package org.danaus.itests;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Handover;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LibserviceContext;
import org.danaus.libservice.LibserviceFactory;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenDirectory;
import org.danaus.libservice.OpenFile;
import org.danaus.libservice.State;
import org.danaus.libservice.Traits;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A libservice of the test: passes everything through, and holds look-ups up while it is pulled. */
final class Brake implements LibserviceFactory {

    private static final long WAIT_SECONDS = 60;

    private volatile CountDownLatch pulled = new CountDownLatch(0);
    private volatile CountDownLatch held = new CountDownLatch(1);

    /** Offers it as {@code brake}. */
    static ServiceRegistration<LibserviceFactory> offer(BundleContext context, Brake brake) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(LibserviceFactory.TYPE, "brake");
        return context.registerService(LibserviceFactory.class, brake, properties);
    }

    /** From now on look-ups wait. */
    void pull() {
        held = new CountDownLatch(1);
        pulled = new CountDownLatch(1);
    }

    /** Waits until a look-up waits. */
    void awaitHeld() throws InterruptedException {
        if (!held.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("no look-up came");
        }
    }

    /** Lets look-ups go on. */
    void letGo() {
        pulled.countDown();
    }

    @Override
    public Libservice create(LibserviceContext context, Map<String, Object> options) throws CompositionException {
        Libservice below = context.below();
        Traits beneath = below.traits();
        Traits traits = new Traits(beneath.writable(), beneath.coherence(), true, beneath.sharesLocks());
        return (Libservice) Proxy.newProxyInstance(
                Brake.class.getClassLoader(),
                new Class<?>[] {Libservice.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "traits" -> traits;
                    case "handover" -> new PassOn();
                    case "changesBelow", "close" -> null;
                    default -> pass(below, method, arguments);
                });
    }

    private Object pass(Libservice below, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("lookup") && pulled.getCount() > 0) {
            held.countDown();
            if (!pulled.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the brake was never let go");
            }
        }
        try {
            return method.invoke(below, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Nodes, open files and directories are those of the layer below. */
    private static final class PassOn implements Handover {

        @Override
        public State save() {
            return State.of(State.TRANSPARENT, new byte[0]);
        }

        @Override
        public void restore(State state) {
            // Nothing is kept apart from nodes and files.
        }

        @Override
        public State save(Node node) {
            return State.transparent(node);
        }

        @Override
        public Node restoreNode(State state) {
            return state.nodes().get(0).what();
        }

        @Override
        public State save(OpenFile file) {
            return State.transparent(file);
        }

        @Override
        public OpenFile restoreFile(Node node, State state) {
            return state.files().get(0).what();
        }

        @Override
        public State save(OpenDirectory directory) {
            return State.transparent(directory);
        }

        @Override
        public OpenDirectory restoreDirectory(Node node, State state) {
            return state.directories().get(0).what();
        }
    }
}
