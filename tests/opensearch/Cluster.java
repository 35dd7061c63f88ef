import java.io.BufferedReader;
import java.io.InputStreamReader;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * A cluster of OpenSearch nodes in this JVM, on the loopback interface, that obeys lines of its standard input:
 * "close N" ends node N without a word to the others, "start N" starts it again; the end of the input ends all.
 * Arguments: the folder to keep everything in, how many nodes, the first port.
 */
public class Cluster {
    public static void main(final String[] args) throws Exception {
        final int nodes = Integer.parseInt(args[1]);
        final OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> {
            settings.put("network.host", "127.0.0.1");
            settings.put("action.auto_create_index", false);
            settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
            settings.put("cluster.fault_detection.follower_check.interval", "200ms");
        });
        runner.build(new String[] {"-basePath", args[0], "-numOfNode", args[1], "-baseHttpPort", args[2],
                "-clusterName", "winnow-tests-" + args[2], "-disableESLogger"});
        runner.ensureYellow();
        for (int number = 0; number < nodes; number++) {
            System.out.println("PORT " + runner.getNode(number).settings().get("http.port"));
        }
        System.out.println("READY");
        final BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            final int number = Integer.parseInt(line.replaceAll("\\D", ""));
            if (line.startsWith("close")) {
                runner.getNode(number).close();
            } else {
                runner.startNode(number);
            }
            System.out.println("DONE " + line);
        }
        runner.close();
        System.exit(0);
    }
}
