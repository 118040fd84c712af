package io.kawara.local;

import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;

/** Which port each process of a stack listens on, and the port of Kafka's controller. */
public record Ports(Map<Service, Integer> services, int controller) {
    public static final int GATEWAY = 8080;
    public static final int KAFKA = 9092;

    private static final String CONTROLLER_KEY = "controller";

    public Ports {
        services = Map.copyOf(services);
    }

    /** The gateway's port and those that follow it, Kafka's port and the one that follows it. */
    public static Ports from(int gateway, int kafka) {
        var ports = new EnumMap<Service, Integer>(Service.class);
        int next = gateway;
        for (Service service : Service.values()) {
            ports.put(service, service == Service.KAFKA ? kafka : next++);
        }
        return new Ports(ports, kafka + 1);
    }

    /** Ports that are free at the moment, for tests. */
    public static Ports free() {
        var ports = new EnumMap<Service, Integer>(Service.class);
        for (Service service : Service.values()) {
            ports.put(service, Broker.freePort());
        }
        return new Ports(ports, Broker.freePort());
    }

    public int of(Service service) {
        return services.get(service);
    }

    void write(Properties properties) {
        services.forEach((service, port) -> properties.setProperty(service.label(), Integer.toString(port)));
        properties.setProperty(CONTROLLER_KEY, Integer.toString(controller));
    }

    /** A service that is newer than the stack takes the port after the others'. */
    static Ports read(Properties properties) {
        var ports = new EnumMap<Service, Integer>(Service.class);
        int last = 0;
        for (Service service : Service.values()) {
            var port = properties.getProperty(service.label());
            if (port != null) {
                ports.put(service, Integer.valueOf(port));
                last = service == Service.KAFKA ? last : Math.max(last, ports.get(service));
            }
        }
        for (Service service : Service.values()) {
            if (!ports.containsKey(service)) {
                ports.put(service, ++last);
            }
        }
        return new Ports(ports, Integer.parseInt(properties.getProperty(CONTROLLER_KEY)));
    }
}
