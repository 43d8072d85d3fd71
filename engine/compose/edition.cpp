#include <algorithm>

#include "compose/compose.h"
#include "compose/drawings_internal.h"
#include "compose/front_matter_internal.h"
#include "compose/lists_internal.h"
#include "compose/tree_internal.h"

namespace zielbaum::compose {

namespace {

flow::Metadata metadata(const Source& source) {
  flow::Metadata data;
  data.title = edition_title(source);
  const std::string_view label = model::in_language(source.type.label, source.document.lang);
  data.subject = source.edition.subtitle.empty() ? std::string(label) : source.edition.subtitle;
  data.author = source.settings.publisher;
  data.lang = source.document.lang;
  data.unix_time = source.unix_time;
  data.identifier = edition_identifier(source);
  return data;
}

flow::Flow empty_flow(const Source& source) {
  flow::Flow flow;
  flow.metadata = metadata(source);
  flow.running_title = flow.metadata.title;
  flow.running_mark = edition_mark(source);
  return flow;
}

}  // namespace

Result<flow::Flow> edition(const Source& source) {
  const auto count = static_cast<model::NodeIndex>(source.document.nodes.size());
  const Language language = interface_language(source.document.lang);
  const NodeNames names(source);
  const Tree tree(source, names, 0, count, 1);
  flow::Flow flow = empty_flow(source);
  const auto append = [&](flow::Blocks blocks) {
    std::move(blocks.begin(), blocks.end(), std::back_inserter(flow.blocks));
  };
  append(cover(source));
  flow.blocks.push_back({flow::PageBreak{}, {}});
  const std::size_t place_of_imprint = flow.blocks.size();
  flow.blocks.push_back({flow::PageBreak{}, {}});
  flow.blocks.push_back({flow::Contents{render(msg("Contents"), language), kContentsDepth}, {}});

  const std::size_t front = flow.blocks.size();
  TRY(tree.add_content(0, flow));
  const bool says_nothing = flow.blocks.size() == front;
  if (!says_nothing) {
    flow.blocks.insert(flow.blocks.begin() + static_cast<std::ptrdiff_t>(front),
                       chapter(render(msg("At a glance"), language)));
  } else if (count < 2 || !tree.opens_page(1)) {
    flow.blocks.push_back({flow::PageBreak{}, {}});
  }
  TRY(tree.add_nodes(1, flow));
  // Only now it is known which pictures the imprint has to name.
  flow::Blocks about = imprint(source, tree.shown_pictures(flow.blocks));
  flow.blocks.insert(flow.blocks.begin() + static_cast<std::ptrdiff_t>(place_of_imprint),
                     std::make_move_iterator(about.begin()), std::make_move_iterator(about.end()));
  for (const model::KindRule& kind : source.type.kinds) {
    if (kind.listed) append(list_of(source, names, kind));
  }
  append(overview(source));
  append(timeline(source));
  append(party_register(source, names));
  add_notes_chapter(source, flow);
  return flow;
}

Result<flow::Flow> part(const Source& source, const NodeId& node) {
  const model::NodeIndex root = model::find_node(source.document, node);
  if (root == model::kNoNode) {
    return error(ErrorKind::NotFound, "no-such-node", msg("There is no node “{0}” in this document.", node.text));
  }
  const NodeNames names(source);
  const Tree tree(source, names, root, model::subtree_end(source.document, root),
                  model::depth_of(source.document, root));
  flow::Flow flow = empty_flow(source);
  TRY(tree.add_nodes(root, flow));
  return flow;
}

}  // namespace zielbaum::compose
